namespace Spot.Browser.Tests.Conversations;

/// <summary>One account of about 300 words, and what is said when Spot asks on.</summary>
internal static class Story
{
    /// <summary>What happened.</summary>
    public const string Account = """
        I work in the tasting kitchen on the third floor. On the second Tuesday in March I came in early to label the marzipan samples, and Corvin Haldersen, who plans the shifts, was already there with the delivery ledger open on the steel table. He said the walnut paste from Ostrava had gone rancid, and that I should write the old batch number over the new one before the inspector came.

        I told him I did not want to do that. He laughed and said "nobody reads those crates anyway, so be a sport". Then he took the label printer from my hands and changed eleven labels himself while I stood next to the sink. I could smell the paste, it was sour like wet cardboard.

        At about half past nine Ilsabet from the loading bay brought up another pallet. She looked at the labels and went quiet. After she had gone, Corvin sent me a message on the shift phone that said I should remember who signs my overtime. I took a photograph of the ledger page before he closed it, and I still have that picture at home.

        The inspector walked through on Thursday and lifted two of the crates, but she did not open them. Corvin stood beside her the whole time. On Friday my overtime for the whole month was struck from the roster, and when I asked about it he shrugged and said mistakes happen to people who fuss.

        Since then I have slept badly. My hands shake when the freight lift opens on our floor, because that is how he comes in. I have begun to eat my lunch in the stairwell. The crates were shipped to a school canteen in Brno the week after. I keep thinking about the children who ate from them, and I do not know whether anybody was ill.
        """;

    /// <summary>Words of the account and the answers that stand nowhere else: none of them may be found outside a sealed row.</summary>
    public static readonly string[] Planted =
        ["marzipan", "Haldersen", "Corvin", "Ostrava", "rancid", "Ilsabet", "cardboard", "stairwell", "Brno", "crowbar", "turnstile", "quincunx", "periwinkle", "saltpetre", "bellwether", "ombre"];

    /// <summary>Answers to what Spot asks, in the order they are given.</summary>
    public static readonly string[] Answers =
    [
        "He leaned on a crowbar and read the numbers out to me slowly.",
        "It was colder than usual, the turnstile had been left open all night.",
        "The screen of the phone has a crack like a quincunx over it, but one can read all of it.",
        "She wore the periwinkle scarf she always wears, and put her hand on the pallet.",
        "There was a smell of saltpetre from the curing room as well.",
    ];

    /// <summary>What one answer is changed to.</summary>
    public const string Changed = "He leaned on a crowbar, with the bellwether badge on his coat, and read the numbers out to me slowly.";
}
