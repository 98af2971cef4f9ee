using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Administrators;

/// <summary>Writes into a form's token for which administrator the page was made, so that a form which comes in after the session is known to be
/// theirs. It refuses nothing.</summary>
internal sealed class FormOwner : IAntiforgeryAdditionalDataProvider
{
    /// <inheritdoc/>
    public string GetAdditionalData(HttpContext context) => context.Features.Get<AdminSession>()?.Holder.Administrator.ToString() ?? "";

    /// <inheritdoc/>
    public bool ValidateAdditionalData(HttpContext context, string additionalData)
    {
        if (Id16.TryParse(additionalData, out var administrator)) context.Features.Set(new Owner(administrator));
        return true;
    }

    /// <summary>For whom this request's form was made; null: nobody was signed in then.</summary>
    public static Id16? Of(HttpContext context) => context.Features.Get<Owner>()?.Administrator;

    private sealed record Owner(Id16 Administrator);
}
