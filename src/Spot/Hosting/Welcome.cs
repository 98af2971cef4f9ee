using Spot.Api.Hosting.Tls;

namespace Spot.Hosting;

/// <summary>What a newcomer needs next, printed when Spot answers.</summary>
public static class Welcome
{
    /// <summary>The text.</summary>
    public static async Task<string> Of(SpotProcess process)
    {
        var settings = process.Settings;
        var addresses = settings.Addresses;
        var authority = process.Services.GetRequiredService<LocalAuthority>();
        if (!addresses.IsLocal)
            return $"Spot answers at {addresses.Address}. Ctrl+C stops it.{System.Environment.NewLine}Data: {settings.Data}   Keys: {settings.Keys}";
        var owner = await process.Services.GetRequiredService<OwnerLinks>().Make(FirstRun.DemoSlug);
        var company = addresses.AddressOf(FirstRun.DemoSlug);
        return $"""
            Spot is running. Ctrl+C stops it; the next start goes on where it was.

              Report something    {company}
              For Acme's staff    {new Uri(company, "admin")}
              Set up the owner    {owner?.ToString() ?? "done; sign in at the address above"}{(owner is null ? "" : $"""

                                  (once, within an hour; `spot owner link` makes a new one)
              """)}
              Data                {settings.Data}
              Keys                {settings.Keys}
                                  Copy this folder to another place now: without it the data cannot be opened,
                                  and whoever has both can open what the service itself can open.

            Browsers will warn until this machine's certificate authority is trusted: `spot trust` shows it, `spot trust --install` installs it.
              {authority.PublicFile}
              SHA-256 {authority.Fingerprint}

            """;
    }
}
