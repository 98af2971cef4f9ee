using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Spot.Hosting;
using Spot.Testing;
using Spot.Testing.Application;

namespace Spot.Spot.Tests.Hosting;

/// <summary>The command as a person types it: what it prints, what it refuses and how, and what is there after it was killed.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task The_first_start_prints_what_a_newcomer_needs_next()
    {
        using var folder = new TemporaryFolder();
        var settings = SpotApplication.SettingsIn(folder);
        await using var spot = await SpotCommand.Start(settings);
        await spot.Says("SHA-256");
        var address = $"https://acme.localhost:{settings.Port}/";
        Assert.Contains($"{address}\n", spot.Output, StringComparison.Ordinal);
        Assert.Contains($"{address}admin\n", spot.Output, StringComparison.Ordinal);
        Assert.Matches($"{address}admin/link/[A-Za-z0-9_-]{{43}}\n", spot.Output);
        Assert.Contains(settings.Data, spot.Output, StringComparison.Ordinal);
        Assert.Contains(settings.Keys, spot.Output, StringComparison.Ordinal);
        Assert.Contains("Copy this folder to another place", spot.Output, StringComparison.Ordinal);
        Assert.Contains("spot trust", spot.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", spot.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", spot.Output, StringComparison.Ordinal);
        Assert.Equal(0, await spot.Stop());
        Assert.DoesNotContain("fail:", spot.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_on_the_same_data_is_refused_and_names_the_one_that_runs()
    {
        using var folder = new TemporaryFolder();
        var settings = SpotApplication.SettingsIn(folder);
        await using var spot = await SpotCommand.Start(settings);
        var (code, output) = await SpotCommand.Run(settings, "run");
        Assert.Equal(RefusalException.ExitCode, code);
        Assert.Contains(spot.Id.ToString(CultureInfo.InvariantCulture), output, StringComparison.Ordinal);
        Assert.Contains($"https://acme.localhost:{settings.Port}/", output, StringComparison.Ordinal);
        OneSentence(output);
    }

    [Fact]
    public async Task After_SIGKILL_it_starts_again_with_the_same_company_and_the_same_certificate()
    {
        using var folder = new TemporaryFolder();
        var settings = SpotApplication.SettingsIn(folder);
        string chat = "", leaf = "";
        using var browser = await Killed();
        await using (var again = await SpotCommand.Start(settings))
        {
            var page = await browser.Get("/chat");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("the safe was open", page.Text, StringComparison.Ordinal);
            Assert.Equal(chat, page.Html.QuerySelector("input[name=turn]")?.GetAttribute("value"));
            Assert.Equal(leaf, await File.ReadAllTextAsync(LeafFile(), TestContext.Current.CancellationToken));
        }

        async Task<SpotClient> Killed()
        {
            await using var spot = await SpotCommand.Start(settings);
            var client = new SpotClient(settings.Addresses.AddressOf("acme"),
                System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(SpotApplication.AuthorityFileOf(settings)));
            var page = await client.Press(await client.Get("/"), "Start talking");
            page = await client.Send(page.FormTo("/chat").With(("text", "On Monday the safe was open and nobody was there.")));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            chat = page.Html.QuerySelector("input[name=turn]")!.GetAttribute("value")!;
            leaf = await File.ReadAllTextAsync(LeafFile(), TestContext.Current.CancellationToken);
            await spot.Kill();
            return client;
        }

        string LeafFile() => Path.Combine(settings.Certificates, "acme.localhost.leaf.pem");
    }

    [Fact]
    public async Task Stopping_and_starting_again_loses_nothing()
    {
        await using var spot = await SpotApplication.Start();
        using var browser = spot.Browser();
        var before = await browser.Press(await browser.Get("/"), "Start talking");
        before = await browser.Send(before.FormTo("/chat").With(("text", "He took the keys from the drawer.")));
        await spot.Stop();
        await spot.StartAgain();
        var after = await browser.Get("/chat");
        Assert.Equal(before.TextOf("ol.talk"), after.TextOf("ol.talk"));
        // The form that was rendered before the stop is still good: its keys are stored.
        var on = await browser.Send(before.FormTo("/chat").With(("text", "It was raining.")));
        Assert.Equal(HttpStatusCode.OK, on.Status);
        Assert.Contains("It was raining.", on.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        var settings = SpotApplication.SettingsIn(folder, (nameof(SpotSettings.Port), port));
        var (code, output) = await SpotCommand.Run(settings, "run");
        Assert.Equal(RefusalException.ExitCode, code);
        Assert.Contains($"Port {port} is taken", output, StringComparison.Ordinal);
        Assert.Contains("--port", output, StringComparison.Ordinal);
        OneSentence(output);
    }

    [Fact]
    public async Task A_missing_root_key_is_said_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var settings = await Used(folder);
        Directory.Delete(settings.Keys, recursive: true);
        await Refused(settings, settings.Keys);
        Assert.False(File.Exists(Path.Combine(settings.Keys, "root")), "a new key would have papered it over");
    }

    [Fact]
    public async Task A_root_key_of_another_installation_is_said_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var settings = await Used(folder);
        var foreign = await Used(other);
        File.Copy(Path.Combine(foreign.Keys, "root"), Path.Combine(settings.Keys, "root"), overwrite: true);
        await Refused(settings, settings.Keys);
    }

    [Theory]
    [InlineData(nameof(SpotSettings.Port), "70000", "between 1 and 65535"), InlineData(nameof(SpotSettings.Port), "http", "between 1 and 65535")]
    [InlineData("Api:AtOnce", "0", "Api:AtOnce must be between 1 and 10000")]
    [InlineData("Silo:AnswerWithin", "00:09:00", "Silo:AnswerWithin must be between")]
    [InlineData(nameof(SpotSettings.Domain), "Not A Host", "Domain must be a host name")]
    public async Task A_setting_out_of_its_range_is_named_with_what_is_allowed(string name, string value, string said)
    {
        using var folder = new TemporaryFolder();
        var refusal = await Assert.ThrowsAsync<RefusalException>(async () =>
        {
            await using var spot = await SpotProcess.Start(SpotApplication.SettingsIn(folder, (name, value)), cancellation: TestContext.Current.CancellationToken);
        });
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_new_owners_link_is_made_whether_Spot_runs_or_not(bool runs)
    {
        using var folder = new TemporaryFolder();
        var settings = SpotApplication.SettingsIn(folder);
        var spot = await SpotCommand.Start(settings);
        await using (spot)
        {
            if (!runs) Assert.Equal(0, await spot.Stop());
            var (code, output) = await SpotCommand.Run(settings, "owner", "link");
            Assert.True(code == 0, output);
            Assert.Matches($"https://acme.localhost:{settings.Port}/admin/link/[A-Za-z0-9_-]{{43}}", output);
        }
    }

    [Fact]
    public async Task The_control_socket_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var spot = await SpotApplication.Start();
#pragma warning disable CA1416 // skipped there
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ControlSocket.PathIn(spot.Settings.Data)));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task Local_programs_that_connect_and_say_nothing_keep_nobody_from_a_new_owners_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such socket.");
        await using var spot = await SpotApplication.Start();
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < 4; i++)
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                silent.Add(socket);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlSocket.PathIn(spot.Settings.Data)), TestContext.Current.CancellationToken);
                if (i % 2 == 0) await socket.SendAsync("owner-"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            Assert.StartsWith("Open within an hour", await ControlSocket.AskOwnerLink(spot.Settings.Data, "acme", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            // And they are hung up on, so that they take no place for ever.
            Assert.Equal(0, await silent[0].ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Trust_shows_the_authority_that_the_running_Spot_uses()
    {
        using var folder = new TemporaryFolder();
        var settings = SpotApplication.SettingsIn(folder);
        await using var spot = await SpotCommand.Start(settings);
        await spot.Says("SHA-256");
        var (code, output) = await SpotCommand.Run(settings, "trust");
        Assert.Equal(0, code);
        var fingerprint = output.Split('\n').Single(l => l.StartsWith("SHA-256", StringComparison.Ordinal)).Trim();
        Assert.Contains(fingerprint, spot.Output, StringComparison.Ordinal);
        Assert.Contains(SpotApplication.AuthorityFileOf(settings), output, StringComparison.Ordinal);
    }

    private static async Task<SpotSettings> Used(TemporaryFolder folder)
    {
        var settings = SpotApplication.SettingsIn(folder);
        await using var spot = await SpotProcess.Start(settings);
        return settings;
    }

    private static async Task Refused(SpotSettings settings, string names)
    {
        var (code, output) = await SpotCommand.Run(settings, "run");
        Assert.Equal(RefusalException.ExitCode, code);
        Assert.Contains(names, output, StringComparison.Ordinal);
        OneSentence(output);
    }

    private static void OneSentence(string output)
    {
        Assert.Single(output.Trim().Split('\n'));
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
