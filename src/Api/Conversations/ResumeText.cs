using System.Globalization;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Api.Conversations;

/// <summary>Why the page for the nine words is shown.</summary>
public enum ResumeReason
{
    /// <summary>Somebody asked for it, or typed words.</summary>
    Asked,

    /// <summary>No visit is open in this browser.</summary>
    NoVisit,

    /// <summary>The visit is over.</summary>
    VisitOver,

    /// <summary>The conversation is there no more.</summary>
    Gone,
}

/// <summary>What is said about typed words: what happened, what to do; never "invalid".</summary>
internal static class ResumeText
{
    /// <summary>All nine fit together, but open nothing here.</summary>
    public const string Unknown = "These words fit together, but nothing opens with them here. See the three possible reasons below.";

    /// <summary>It could not be tried.</summary>
    public const string Busy = "We could not try your words just now. They are still here. Wait a moment, then press the button again.";

    /// <summary>What the reading of typed words found.</summary>
    public static IEnumerable<string> Of(AccessCodeReading reading)
    {
        switch (reading.Problem)
        {
            case WordProblem.Empty:
                yield return "There are no words in it yet. Type your nine words, with a space between.";
                break;
            case WordProblem.WrongCount:
                yield return string.Create(CultureInfo.InvariantCulture, $"There {(reading.Count == 1 ? "is 1 word" : $"are {reading.Count} words")} here. It takes {AccessCode.WordCount}.");
                break;
            case WordProblem.WrongCheck:
                yield return "All nine words are on our list, but they do not fit together: one is wrong, or two are swapped.";
                break;
            default:
                break;
        }

        foreach (var word in reading.Unknown)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Word {word.Position}, “{word.Typed}”, is not on our list.{(word.Suggestions.Count > 0 ? " Did you mean one of these?" : "")}");
        }
    }
}
