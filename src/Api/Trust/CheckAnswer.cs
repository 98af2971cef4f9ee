using Spot.Api.Layout;

namespace Spot.Api.Trust;

/// <summary>What the public page says about a file.</summary>
/// <param name="Good">Whether it is genuine.</param>
/// <param name="Title">The answer.</param>
/// <param name="Text">What it means and what to do.</param>
/// <param name="Facts">Names and values below it.</param>
public sealed record CheckAnswer(bool Good, string Title, string Text, IReadOnlyList<(string Name, string Value)> Facts)
{
    /// <summary>Nothing was chosen.</summary>
    public static CheckAnswer NoFile { get; } = new(false, "No file was chosen", "Choose the PDF first, then press the button.", []);

    /// <summary>The file is larger than any record.</summary>
    public static CheckAnswer TooLarge { get; } =
        new(false, "This file is too large to be a record", $"A record is never larger than {RecordUpload.MostMegabytes} MB. Choose the original file.", []);

    /// <summary>The answer to a check.</summary>
    public static CheckAnswer Of(RecordCheck check) => check.Verdict switch
    {
        RecordVerdict.Genuine => new(true, "This record is genuine and unchanged", "Spot signed exactly this file.",
        [
            ("Signed", $"{Days.Full(check.Day!.Value)}, by the key “{check.Signer}”"),
            ("Covers", "the whole file, every page"),
            ("Says nothing about", "who wrote it, or whether what is written is true"),
        ]),
        RecordVerdict.Changed => new(false, "This file was changed after it was signed",
            "Spot signed a record, but this file is different from it. Even saving it again in another program can do that. Ask for the original.",
            [("Signed", $"{Days.Full(check.Day!.Value)}, by the key “{check.Signer}”")]),
        RecordVerdict.NotOurs => new(false, "This is not a record of this Spot",
            "There is no signature of this Spot in it. A printed and scanned record has lost its signature; the original file is needed.", []),
        RecordVerdict.Damaged => new(false, "This file is damaged",
            "It looks like a signed PDF, but a part is missing or cannot be read. It may not have been copied or downloaded to its end. Try the original again.", []),
        _ => new(false, "This is not a PDF", "A record is a PDF file. Choose the original file, not a picture or a copy of its text.", []),
    };
}
