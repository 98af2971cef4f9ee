using System.Text;
using System.Text.RegularExpressions;
using Spot.Grains.Abstractions.Vault;
using Spot.Tests.Hosting;

namespace Spot.Tests.Trust;

/// <summary>The main job played once with words that stand nowhere else, then everything the process left behind is searched for them.</summary>
public sealed partial class PlantedWordsTests
{
    private const string Story = "Gestern stolzierte der Zwirbelfink herein. Harald Quandelbrock shouted at me beside the Muffelpresse in June. He wrote me a message about the Knorzliste.";
    private static readonly string[] Answers = ["It said Flitzwurbel in the first line.", "Quandelbrock held a Schnörkelzange.", "I felt Brummelangst for weeks."];
    private const string Changed = "Der Zwirbelfink kam, und Quandelbrock schrie. Then the Trillerkropf fell down.";
    private const string Shortened = "Quandelbrock schrie. Only the Wuselkern stays.";
    private const string Contact = "Friedegund Zapfenstrunk, 0170 998877665";
    private const string Others = "Balduin Klapperquast of the works council";
    private const string Note = "Internally: ask Eulalia Schnabelhuf first.";
    private const string Question = "When did you see the Pfriemelkasten again?";
    private const string Reply = "In August, near the Dattelschrank.";
    private const string Addition = "And once more at the Gurkentor.";
    private const string Outcome = "We moved the Zwackelmann to another floor.";
    private const string OwnerName = "Wilhelmina Quarzfeder";
    private const string OwnerMail = "quarzfeder@kroetenhain.example";
    private const string OwnerPassword = "Rüschenhemd Elfenbeinturm Maultrommel";
    private const string WrongPassword = "Rüschenhemd Elfenbeinturm Maultrommlerin";
    private const string WrongMail = "quarzfodor@kroetenhain.example";
    private const string WrongWords = "humpelstern zauderbein";
    private const string RecordPassword = "Lampionfest Distelwolle Nebelkrähe";

    [Fact]
    public async Task No_word_of_it_stands_anywhere_and_with_the_keys_only_mail_and_name_do()
    {
        await using var spot = new RealProcess();
        using var temporary = new Created(spot["tmp"]);
        await spot.Start();
        using var owner = new Staff(spot.Browser());
        using var reporter = new Reporter(spot.Browser());
        await PlayAll(spot, owner, reporter);

        var sealedToPeople = SealedToPeople(reporter);
        var everything = SealedToPeople(reporter).Text("mail", OwnerMail).Text("name", OwnerName).Text("device", owner.DeviceKey);

        // That the search finds what is there, in each form, or nothing it says below means anything.
        foreach (var form in (byte[][])[Encoding.UTF8.GetBytes(Story), Encoding.Unicode.GetBytes(OwnerMail), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("xy" + Note))),
            Encoding.UTF8.GetBytes(string.Join('\n', reporter.Words)), [1, 2, .. reporter.Ticket], Encoding.UTF8.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(Outcome)))])
        {
            await File.WriteAllBytesAsync(spot["control"], form, TestContext.Current.CancellationToken);
            Assert.Equal("control", Assert.Single(Found(spot, everything)).File);
        }

        File.Delete(spot["control"]);

        Assert.Empty(Found(spot, everything));
        Assert.Null(everything.FindIn(Encoding.UTF8.GetBytes(spot.Printed)));
        await spot.Stop();
        Assert.Empty(Found(spot, everything));
        Assert.Null(everything.FindIn(Encoding.UTF8.GetBytes(spot.Printed)));
        Assert.Empty(temporary.Names);

        // And now with keys/ in hand.
        var (opened, tombstones) = await OuterLayer.Open(spot.Settings);
        Assert.True(opened.Count > 20, $"Only {opened.Count} rows opened.");
        Assert.Contains(opened, row => row.Row == "report.entry 1");
        Assert.Contains(opened, row => row.Row == "conversation.turn 1");
        Assert.Contains(opened, row => new Plants().Text("mail", OwnerMail).FindIn(row.Inside) is not null);
        Assert.Contains(opened, row => new Plants().Text("name", OwnerName).FindIn(row.Inside) is not null);
        Assert.All(opened, row => Assert.Null(sealedToPeople.FindIn(row.Inside) is { } word ? $"{word} in {row.Row}" : null));
        TestContext.Current.TestOutputHelper?.WriteLine($"{opened.Count} rows opened, {tombstones} tombstones.");
    }

    private static async Task PlayAll(RealProcess spot, Staff owner, Reporter reporter)
    {
        var page = await owner.SetUp(await spot.OwnerLink(), OwnerName, OwnerMail, OwnerPassword);
        Assert.Equal("/admin", page.At.AbsolutePath);
        using (var stranger = spot.Browser())
        {
            var signIn = await stranger.Get("/admin/sign-in");
            Assert.Contains("That did not work", (await stranger.Press(signIn, "Sign in", ("mail", OwnerMail), ("password", WrongPassword))).Text, StringComparison.Ordinal);
            Assert.Contains("That did not work", (await stranger.Press(signIn, "Sign in", ("mail", WrongMail), ("password", OwnerPassword))).Text, StringComparison.Ordinal);
            var words = await stranger.Press(await stranger.Get("/resume"), "Open my conversation", ("words", WrongWords));
            Assert.Contains("humpelstern", words.Text, StringComparison.Ordinal);
        }

        await reporter.Begin();
        await reporter.Say(Story);
        foreach (var answer in Answers) await reporter.Say(answer);
        await reporter.Open("/chat?all");
        await reporter.Open(reporter.Page.Html.QuerySelector("a[href^='/chat?change=']")!.GetAttribute("href")!);
        await reporter.Press("Keep this wording", ("text", Changed));
        Assert.Contains("Trillerkropf", reporter.Page.Text, StringComparison.Ordinal);
        await reporter.Keep();
        Assert.Equal(9, reporter.Words.Length);
        await reporter.Open("/copy");
        var first = reporter.Page.FormOf("Update this view").Fields.First(f => f.Name.StartsWith('p') && f.Name.Skip(1).All(char.IsAsciiDigit)).Name;
        await reporter.Press("Update this view", (first, Shortened));
        await reporter.Open("/send");
        await reporter.Press("Send now", ("who", "named"), ("name", Contact), ("other", Others));
        Assert.Equal("/sent", reporter.Page.At.AbsolutePath);

        var address = Assert.Single(await owner.Cases());
        page = await owner.Browser.Get(address);
        Assert.Contains("Wuselkern", page.Text, StringComparison.Ordinal);
        Assert.Contains("Zapfenstrunk", page.Text, StringComparison.Ordinal);
        page = await owner.Browser.Press(page, "Tell the reporter you have it");
        page = await owner.Browser.Press(page, "Add the note", ("text", Note));
        page = await owner.Browser.Press(page, "Send to the reporter", ("text", Question), ("question", "yes"));
        Assert.Contains("Schnabelhuf", page.Text, StringComparison.Ordinal);

        await reporter.Open("/status");
        await reporter.Press("Send now", ("text", Reply));
        await reporter.Press("Send now", ("text", Addition));
        page = await owner.Browser.Get(address);
        Assert.Contains("Dattelschrank", page.Text, StringComparison.Ordinal);
        Assert.Contains("Gurkentor", page.Text, StringComparison.Ordinal);
        page = await owner.Browser.Press(page, "Tell the reporter and close", ("outcome", "confirmed"), ("text", Outcome));
        Assert.Contains("Zwackelmann", page.Text, StringComparison.Ordinal);
        Assert.Contains("Zwackelmann", (await reporter.Open("/status")).Text, StringComparison.Ordinal);

        await reporter.Open("/record");
        if (reporter.Page.Status == System.Net.HttpStatusCode.NotFound) return; // The record's page comes with another change.
        await reporter.Press("Download document.pdf", ("protect", "yes"), ("password", RecordPassword));
        Assert.Equal("application/pdf", reporter.Page.Response.Content.Headers.ContentType?.MediaType);
    }

    // What only people may open: from the story to the recovery key, and the secrets that open it.
    private static Plants SealedToPeople(Reporter reporter)
    {
        var plants = new Plants();
        foreach (var text in (ReadOnlySpan<string>)[Story, .. Answers, Changed, Shortened, Contact, Others, Note, Question, Reply, Addition, Outcome])
            foreach (var word in Unusual().Matches(text).Select(m => m.Value))
                plants.Text($"the word {word}", word);
        foreach (var typed in (ReadOnlySpan<string>)[OwnerPassword, WrongPassword, WrongMail, RecordPassword, WrongWords])
            foreach (var word in typed.Split(' '))
                plants.Text($"what was typed: {word}", word);
        plants.Sequence("the nine words", reporter.Words);
        var code = AccessCode.Read(string.Join(' ', reporter.Words)).Code!;
        return plants.Bytes("what the nine words carry", code.CopyEntropy()).Bytes("the visit's secret", reporter.Ticket[16..]);
    }

    private static List<(string File, string Word)> Found(RealProcess spot, Plants plants)
    {
        var found = new List<(string, string)>();
        foreach (var file in Directory.EnumerateFiles(spot.Folder, "*", SearchOption.AllDirectories))
        {
            // The lock is empty, and the socket has no bytes: neither can be read, and neither can hold a word.
            if (file.EndsWith("control.sock", StringComparison.Ordinal) || new FileInfo(file).Length == 0) continue;
            if (plants.FindIn(File.ReadAllBytes(file)) is { } word) found.Add((Path.GetRelativePath(spot.Folder, file), word));
            if (plants.FindIn(Encoding.UTF8.GetBytes(Path.GetFileName(file))) is { } name) found.Add((Path.GetRelativePath(spot.Folder, file), name));
        }

        return found;
    }

    // Long words and numbers that no program has of its own.
    [GeneratedRegex(@"\b(?:Zwirbelfink|Quandelbrock|Muffelpresse|Knorzliste|Flitzwurbel|Schnörkelzange|Brummelangst|Trillerkropf|Wuselkern|Friedegund|Zapfenstrunk|998877665|Klapperquast|Schnabelhuf|Pfriemelkasten|Dattelschrank|Gurkentor|Zwackelmann)\b")]
    private static partial Regex Unusual();

    /// <summary>The names of all files that were ever made in a folder, also those that are gone again.</summary>
    private sealed class Created : IDisposable
    {
        private readonly FileSystemWatcher watcher;
        private readonly List<string> names = [];

        public Created(string folder)
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Created += (_, made) =>
            {
                lock (names) names.Add(made.Name!);
            };
            watcher.EnableRaisingEvents = true;
        }

        public IReadOnlyList<string> Names
        {
            get
            {
                lock (names) return [.. names];
            }
        }

        public void Dispose() => watcher.Dispose();
    }
}
