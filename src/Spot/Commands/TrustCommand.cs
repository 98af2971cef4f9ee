using System.CommandLine;
using Spot.Api.Hosting.Tls;
using Spot.Trust;

namespace Spot.Commands;

/// <summary><c>spot trust</c>: shows this installation's certificate authority, and installs it where browsers look.</summary>
internal static class TrustCommand
{
    public static Command Create()
    {
        var install = new Option<bool>("--install") { Description = "Installs it into this user's stores, and the system's where that is allowed." };
        var trust = new Command("trust", "Shows the certificate authority that this installation made for itself; installs it with --install.") { install };
        return trust.Doing(async (settings, parsed, cancellation) =>
        {
            using var authority = new LocalAuthority(settings.Certificates, settings.Domain, TimeProvider.System);
            var text = $"""
                {authority.PublicFile}
                SHA-256 {authority.Fingerprint}
                It can only vouch for {settings.Domain} and names below it.
                """;
            await Console.Out.WriteLineAsync(text.AsMemory(), CancellationToken.None);
            if (!parsed.GetValue(install)) return;
            await foreach (var line in TrustStores.Install(authority, cancellation))
                await Console.Out.WriteLineAsync(line.AsMemory(), CancellationToken.None);
        });
    }
}
