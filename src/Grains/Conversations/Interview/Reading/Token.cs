namespace Spot.Grains.Conversations.Interview.Reading;

/// <summary>What stands between a word and the one before it, from nothing to a new paragraph.</summary>
internal enum Break : byte
{
    None,
    Comma,

    /// <summary>Semicolon, colon, dash, bracket, an ellipsis that goes on.</summary>
    Strong,
    Sentence,
    Paragraph,
}

/// <summary>What a reading found out about the clause a word stands in.</summary>
[Flags]
internal enum Mark : byte
{
    None = 0,

    /// <summary>Never to be quoted: the person asked not to be asked, denied it, or only supposed it.</summary>
    Barred = 1,

    /// <summary>Greeting, apology, talk about the telling.</summary>
    Greeting = 2,

    /// <summary>What the person is or does, not what happened.</summary>
    Background = 4,

    /// <summary>Told as fully as could be asked.</summary>
    Told = 8,
}

/// <summary>One word of an account, by its place in the text.</summary>
internal struct Token
{
    public int Start;
    public int End;

    /// <summary>Look-up form: lower case, straight apostrophe. Never shown.</summary>
    public string Key;
    public WordClass Class;
    public Break Before;
    public Mark Marks;

    /// <summary>Number of the direct speech it stands in; 0 outside.</summary>
    public int Speech;
    public int Sentence;
    public int Clause;
    public bool Capital;
    public bool Digit;

    /// <summary>How bad a cut between this word and the next would read; 0 is a good place.</summary>
    public float Gap;

    /// <summary>What quoting it is worth.</summary>
    public float Weight;

    public readonly bool Is(WordClass any) => (Class & any) != 0;

    public readonly bool Has(Mark any) => (Marks & any) != 0;
}
