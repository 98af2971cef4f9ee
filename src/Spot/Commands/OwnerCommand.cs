using System.CommandLine;
using Spot.Hosting;

namespace Spot.Commands;

/// <summary><c>spot owner link</c>: a new one-time link for a company's first owner.</summary>
internal static class OwnerCommand
{
    public static Command Create() => new("owner", "A company's first owner.") { Link() };

    private static Command Link()
    {
        var company = new Option<string>("--company") { Description = "The company's subdomain.", DefaultValueFactory = _ => FirstRun.DemoSlug };
        var link = new Command("link", "Makes a new one-time link to set up the first owner (an hour; void once an owner exists).") { company };
        return link.Doing(async (settings, parsed, cancellation) =>
        {
            var slug = parsed.GetValue(company)!;
            // Asked of the running Spot, so that its files are never touched from two sides; alone, this process is that Spot for a moment.
            var answer = await ControlSocket.AskOwnerLink(settings.Data, slug, cancellation)
                ?? await SpotProcess.WithSilo(settings, services => new OwnerLinks(services.GetRequiredService<IGrainFactory>(), settings).Say(slug), cancellation);
            await Console.Out.WriteLineAsync(answer.AsMemory(), CancellationToken.None);
        });
    }
}
