namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>
/// What a word can do in a sentence, or bring up in an account. The lists say which words do; a word in no list is content.
/// The first group decides where a quote may be cut, the second how heavy a clause is.
/// </summary>
[Flags]
internal enum WordClass : uint
{
    None = 0,

    /// <summary>Articles, possessives, numerals: a noun follows.</summary>
    Article = 1 << 0,
    Preposition = 1 << 1,

    /// <summary>Belongs to the word before it ("of").</summary>
    Glue = 1 << 2,
    Auxiliary = 1 << 3,

    /// <summary>A pronoun that can be a subject.</summary>
    Subject = 1 << 4,

    /// <summary>The writer, alone or among others.</summary>
    First = 1 << 5,
    Conjunction = 1 << 6,

    /// <summary>Opens a clause of its own ("because", "when").</summary>
    Opener = 1 << 7,

    /// <summary>Opens a clause that describes the word before it ("who", "which").</summary>
    Relative = 1 << 8,

    /// <summary>Adds nothing at the start of a quote ("and", "well").</summary>
    Lead = 1 << 9,

    /// <summary>Other words without content of their own.</summary>
    Function = 1 << 10,

    /// <summary>Content, but little ("went", "thing").</summary>
    Light = 1 << 11,
    Negation = 1 << 12,

    /// <summary>A full stop after it does not end a sentence.</summary>
    Abbreviation = 1 << 13,

    /// <summary>A pronoun that closes what comes before it ("him").</summary>
    Object = 1 << 14,

    Role = 1 << 16,
    Kin = 1 << 17,
    Place = 1 << 18,
    Thing = 1 << 19,
    Evidence = 1 << 20,
    Say = 1 << 21,
    Tell = 1 << 22,
    See = 1 << 23,
    Feel = 1 << 24,
    Impact = 1 << 25,
    Time = 1 << 26,
    Day = 1 << 27,
    Month = 1 << 28,
    Again = 1 << 29,
    Harm = 1 << 30,
}
