using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Spot.Api.Hosting;

namespace Spot.Api.Administrators;

/// <summary>Signing in, setting up, and the people who can.</summary>
public static class AdministratorRooms
{
    /// <summary>What these pages need.</summary>
    public static IServiceCollection AddAdministrators(this IServiceCollection services)
    {
        services.AddOptions<AdministratorOptions>().BindConfiguration(AdministratorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PasswordKeys>().AddSingleton<PasswordDesk>().AddSingleton<KeptPosts>();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, FormOwner>();
        return services;
    }

    /// <summary>The pages below <c>/admin</c> that are about administrators themselves.</summary>
    public static IEndpointRouteBuilder MapAdministrators(this IEndpointRouteBuilder rooms)
    {
        var open = rooms.MapOpenGroup();
        open.MapGet("/sign-in", SigningIn.Get);
        open.MapPost("/sign-in", SigningIn.Post).WithoutToken();
        open.MapGet("/code", SigningIn.Code);
        open.MapPost("/code", SigningIn.PostCode);
        open.MapGet("/recovery-code", SigningIn.RecoveryCode);
        open.MapPost("/recovery-code", SigningIn.PostRecoveryCode);
        open.MapPost("/sign-out", SigningIn.SignOut);

        open.MapGet("/link/{token}", Accepting.Get);
        open.MapPost("/link/{token}", Accepting.Post);
        open.MapGet("/set-up", SettingUp.Next);
        open.MapGet("/set-up/device", SettingUp.Device);
        open.MapPost("/set-up/device", SettingUp.PostDevice);
        open.MapGet("/set-up/codes", SettingUp.Codes);
        open.MapGet("/set-up/codes/file", SettingUp.CodesFile);
        open.MapPost("/set-up/codes", SettingUp.PostCodes);
        open.MapGet("/set-up/recovery-key", SettingUp.RecoveryKey);
        open.MapPost("/set-up/recovery-key", SettingUp.PostRecoveryKey);

        var inside = rooms.MapAdministratorGroup();
        inside.MapGet("/people", People.Get);
        inside.MapPost("/people", People.Post).KeepingFields("name", "mail", "role");
        inside.MapPost("/recovery-codes", People.RenewRecoveryCodes);
        return rooms;
    }
}
