using System.Text;
using System.Text.Json;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Reports;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Reports;

/// <summary>What version 1 wrote must open for as long as Spot lives: these lines are never changed, only added to.</summary>
public sealed class StoredFormTests
{
    private static readonly Id16 Maya = Id16.Parse("000102030405060708090a0b0c0d0e0f");

    public static TheoryData<string> Entries =>
    [
        """{"kind":"submitted","reference":"Copper Lantern","zone":"Europe/Berlin","sent":"2026-11-17","atOnce":false,"readers":[{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya","keyNumber":1,"wrap":"AQID"}],"recovery":"BAU=","contents":"BgcI","day":"2026-11-18"}""",
        """{"kind":"read","news":[1,4],"by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18"}""",
        """{"kind":"acknowledged","by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18","once":"0f0e0d0c0b0a09080706050403020100"}""",
        """{"kind":"labelled","labels":{"kind":"Safety","department":"Warehouse","urgency":"high"},"by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18","once":"0f0e0d0c0b0a09080706050403020100"}""",
        """{"kind":"asked","text":"AQID","question":true,"by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18","once":"0f0e0d0c0b0a09080706050403020100"}""",
        """{"kind":"answered","text":"AQID","answers":5,"declined":false,"atOnce":true,"day":"2026-11-18","once":"0f0e0d0c0b0a09080706050403020100"}""",
        """{"kind":"noted","text":"AQID","by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18","once":"0f0e0d0c0b0a09080706050403020100"}""",
        """{"kind":"closed","outcome":"confirmed","text":"AQID","by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18","once":"0f0e0d0c0b0a09080706050403020100"}""",
    ];

    public static TheoryData<string> Heads =>
    [
        """{"reference":"Copper Lantern","zone":"Europe/Berlin","received":"2026-11-18","atOnce":false,"readers":[{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"}],"status":"Closed","confirmed":"2026-11-19","closed":"2026-11-20","outcome":"confirmed","handler":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"labels":{"kind":"Safety"},"readBy":["000102030405060708090a0b0c0d0e0f"],"news":[{"entry":6,"day":"2026-11-21","atOnce":false}],"questions":[{"entry":5,"answer":{"entry":6,"day":"2026-11-21","atOnce":false}}],"last":6}""",
    ];

    public static TheoryData<string> Contents =>
    [
        """{"parts":[{"asked":"Tell me everything.","text":"Martin asked me to sign.","isAccount":true},{"quote":"Martin asked me","asked":"Tell me more about that.","text":"He had the clipboard."}],"name":"Alex","excluded":["Jonas Reuter"],"excludedWords":"the shift lead","script":"en 1 abcd","proposed":{"kind":"Safety"}}""",
    ];

    [Theory, MemberData(nameof(Entries))]
    public void Entries_of_version_1_are_read_and_written_the_same(string json) =>
        AssertSame(json, JsonSerializer.Serialize(Read(json), ReportJson.Default.ReportEntry));

    [Theory, MemberData(nameof(Heads))]
    public void Heads_of_version_1_are_read_and_written_the_same(string json) =>
        AssertSame(json, JsonSerializer.Serialize(ReportJson.Read(Encoding.UTF8.GetBytes(json), ReportJson.Default.ReportHead, "head"), ReportJson.Default.ReportHead));

    [Theory, MemberData(nameof(Contents))]
    public void Contents_of_version_1_are_read_and_written_the_same(string json) =>
        AssertSame(json, JsonSerializer.Serialize(ReportJson.Read(Encoding.UTF8.GetBytes(json), ReportJson.Default.ReportContents, "contents"), ReportJson.Default.ReportContents));

    [Fact]
    public void Every_kind_of_entry_has_a_line_here()
    {
        var kinds = Entries.Select(row => JsonDocument.Parse(row.Data).RootElement.GetProperty("kind").GetString()).ToHashSet();
        var known = typeof(ReportEntry).GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), false)
            .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(a => (string?)a.TypeDiscriminator);
        Assert.Equal(known.Order(), kinds.Order());
    }

    [Fact]
    public void An_entry_sealed_by_version_1_opens()
    {
        using var key = Key32.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        var seal = new ReportSeal(new TenantId(Id16.Parse("11111111111111111111111111111111")), Id16.Parse("22222222222222222222222222222222"));
        var envelope = Convert.FromBase64String(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", "entry-1.base64")));

        var (entry, hash) = seal.Open(key, 2, new byte[32], envelope);
        Assert.Equal(Maya, Assert.IsType<ReportAcknowledged>(entry).By.Id);
        Assert.Equal("f270493f", Convert.ToHexStringLower(hash)[..8]);
    }

    [Theory]
    [InlineData("""{"kind":"granted","day":"2026-11-18"}""")]
    [InlineData("""{"day":"2026-11-18"}""")]
    [InlineData("""{"kind":"acknowledged","by":{"id":"000102030405060708090a0b0c0d0e0f","name":"Maya"},"day":"2026-11-18","since":"2026-11-18"}""")]
    [InlineData("""{"kind":"acknowledged","day":"2026-11-18"}""")]
    [InlineData("not json")]
    public void What_this_program_does_not_know_is_refused_and_named_without_its_content(string json)
    {
        var refused = Assert.Throws<StoredFormException>(() => Read(json));
        Assert.Equal("report.entry", refused.What);
        Assert.DoesNotContain("Maya", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("granted", refused.ToString(), StringComparison.Ordinal);
    }

    private static ReportEntry Read(string json) => ReportJson.Read(Encoding.UTF8.GetBytes(json), ReportJson.Default.ReportEntry, ReportSeal.EntryKind);

    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(WithoutNulls(expected), WithoutNulls(actual)), $"Expected {expected}\nActual {actual}");

    private static JsonElement WithoutNulls(string json) => JsonDocument.Parse(json.Replace("\"field\":null,", "", StringComparison.Ordinal)).RootElement;
}
