using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spot.Api.Trust;
using Spot.Api.Trust.Drawing;
using Spot.Api.Trust.Pdf;
using Spot.Grains.Abstractions.Conversations;
using Spot.Grains.Abstractions.Trust;

namespace Spot.Api.Tests.Trust;

/// <summary>Records for tests, and an authority to sign them.</summary>
internal static class Records
{
    public static readonly DateOnly Day = new(2026, 11, 26);
    private static readonly RSA AuthorityKey = RSA.Create(RecordCertificates.KeySize);
    private static readonly RSA SignerKey = RSA.Create(RecordCertificates.KeySize);

    public static X509Certificate2 Authority { get; } = RecordCertificates.Authority(AuthorityKey, Day);

    public static X509Certificate2 Signer { get; } = RecordCertificates.Signer(SignerKey, Authority, Day);

    public static byte[] Random { get; } = RandomNumberGenerator.GetBytes(32);

    public static byte[] Sign(byte[] digest) => RecordSignature.Sign(digest, Day, Signer, [Authority], SignerKey);

    public static byte[] Draw(RecordContents contents) =>
        RecordDrawing.Draw(contents, new RecordFrame(new Uri("https://spot.example/verify"), SHA256.HashData(Authority.RawData), Random), RecordTexts.English);

    public static byte[] Make(RecordContents contents, string? password = null)
    {
        using var encryption = password is null ? null : PdfPassword.For(password);
        var file = SignableFile.Prepare(Draw(contents), contents.Day, contents.Language, Random, encryption);
        return file.Fill(Sign(file.Digest()));
    }

    public static RecordContents Of(params TurnView[] turns) => new()
    {
        Company = "Acme",
        Began = new DateOnly(2026, 11, 24),
        Day = Day,
        Turns = turns,
        Language = "en",
        ScriptVersion = "3",
        ScriptHash = Convert.ToHexStringLower(SHA256.HashData("script"u8)),
    };

    public static TurnView Says(string text) => new() { Prompt = new Prompt { Number = 1, Text = text, Stage = PromptStage.Info } };

    public static TurnView Asks(string text, string? answer, bool changed = false) => new()
    {
        Prompt = new Prompt { Number = 2, Text = text, Stage = PromptStage.Open, AwaitsAnswer = true },
        Answer = answer,
        Skipped = answer is null,
        Changed = changed,
    };

    public static TurnView Probes(string lead, string quote, string ask, string? answer) => new()
    {
        Prompt = new Prompt
        {
            Number = 3, Text = $"{lead} “{quote}” {ask}", Lead = lead, Quote = quote, Ask = ask, Stage = PromptStage.Probe, AwaitsAnswer = true,
        },
        Answer = answer,
        Skipped = answer is null,
    };

    public static RecordContents Short { get; } = Of(
        Says("Hello. I am a program, not a person. I will ask you about what happened, one question at a time. You can skip any of them."),
        Asks("Please tell me everything you remember, in your own order and your own words.",
            "It was after the Tuesday stand-up. Mr Keller stayed behind and shut the door.\nHe said I should be nicer to him if I wanted the Berlin project. Then he put his hand on my back and left it there."),
        Probes("You wrote", "put his hand on my back and left it there", "What happened next?", "I stepped away and said I had a call. He laughed."),
        Probes("You mentioned", "the Berlin project", "Tell me more about it.", null),
        Asks("Is there anything you would like to add, change or take out?", "No. “That is all”, as they say.", changed: true));

    public static RecordContents Long { get; } = Of([.. Enumerable.Range(1, 60).Select(n => n == 30
        ? Asks("Please tell me everything you remember.", Story(20_000))
        : Probes("You wrote", $"part {n} of it", "What else do you remember about that?", n % 7 == 0 ? null : Story(180 + n * 13)))]);

    public static RecordContents Scripts { get; } = Of(
        Asks("Please tell me everything you remember, in your own order and your own words.",
            "في يوم الثلاثاء 24/11/2026 قال لي المدير Keller: «ابقَ قليلاً» ثم أغلق الباب. كان في الغرفة 3 أشخاص، ودفع 250 يورو (تقريباً).\nلم أقل شيئاً."),
        Probes("You wrote", "أغلق الباب", "What happened next?", "He sent me 😡🙄 and then ❤️ — also 👩‍👩‍👧‍👦, 🏳️‍🌈 and 🇩🇪 at 23:40. 1️⃣ Then nothing."),
        Asks("Hebrew", "ביום שלישי אמר לי מר Keller (המנהל) \"תישאר קצת\" בשעה 18:30, ואז סגר את הדלת."),
        Asks("Many languages", "Ελληνικά: έκλεισε την πόρτα. Русский: он закрыл дверь. Türkçe: kapıyı kapattı, ığdır. Việt: ông ấy đóng cửa. Polski: zamknął drzwi, łódź. Íslenska: þá lokaði hann dyrunum."),
        Asks("Beyond the carried typefaces", "中文：他关上了门。日本語：彼はドアを閉めた。 한국어: 그는 문을 닫았다. हिन्दी: उसने दरवाज़ा बंद किया। ไทย: เขาปิดประตู"),
        Asks("Strange text", "a\u0000b\ud800c\u202Ed \u0301\u0301 e" + new string('\u0301', 40) + "\tTab; " + new string('x', 300) + "\n\n\nhttps://example.com/" + new string('a', 120) + "/?q=1"),
        Asks("Narrow", "“‘I said’ he said,” she said: „so“ «so» ‹so› — ‘’ \"'"),
        Asks("Emoji only", string.Concat(Enumerable.Repeat("😀", 200))));

    public static string Story(int length)
    {
        const string Sentence = "We sat in the small room beside the kitchen, and nobody else was there until the cleaner came in at about six. ";
        var text = string.Concat(Enumerable.Repeat(Sentence, length / Sentence.Length + 1))[..length];
        return text.TrimEnd();
    }
}
