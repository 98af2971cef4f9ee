using System.Security.Cryptography;

namespace Spot.Grains.Reports;

/// <summary>Two random words by which people name a case, such as "Copper Lantern". They mean nothing: a number would tell how many cases
/// there are, and a gap in numbers that one is kept from you. Two cases may have the same two words.</summary>
internal static class CaseReference
{
    // Things and colours that nobody takes for a remark on a report, nor for somebody's name; the list of a code's words would allow "abuse victim".
    private static readonly string[] Words =
    [.. """
        acorn airport almond anchor antique apple apricot aqua arch arctic aspen atlas avocado azure bamboo banner barley basket bay beach beacon beech
        bench berry bicycle birch blanket blossom blue boat bonnet bottle boulder branch brass breeze brick bridge bronze broom bubble bucket button cabin
        cable cactus camel canal candle canoe canvas canyon carbon carpet carrot cart castle cedar celery cello chalk charcoal chestnut chimney cinnamon
        circle citrus clock cloud coast cobalt coconut coffee comet compass copper cork cotton cove crane crater cream creek cricket crimson crocus crystal
        cube cup curtain cushion cyan delta denim desert dial diamond dolphin domino drum dune eagle easel ebony echo elbow elm emerald fabric falcon
        feather fiddle field fig finch fjord flag flute foam fog forest fossil fountain frost galaxy garden garlic gate geyser glacier glade glass globe
        glove gold goose grain granite grape gravel green grove guitar gull hamlet hammock harbour harvest hat heath hedge heron horizon hydrant ice indigo
        ink iron island jacket jigsaw juniper kayak kettle kite lagoon lake lamp lantern lark lavender leaf lemon lens lilac lime linen lobby locket lotus
        lumber lupin magnet magnolia mango maple marble marigold market maroon marsh meadow melon mesa midnight mill mint mirror mist mitten moon morning
        mosaic moss mountain mulberry mural napkin nectar north nutmeg oak oasis oat ocean ochre onyx orange orbit orchard orchid otter oval owl oyster
        paddle palm panda paper parasol parcel parsley pasture peach pear pebble pelican pepper petal piano picnic pier pigeon pillow pine planet plaza plum
        pocket pond poplar porch postcard prairie prism puffin pumpkin purple puzzle pyramid quarry quartz quilt rain reef ribbon ridge rocket rudder saddle
        saffron sail salmon sand sapphire satin shell sickle silk silver sketch sky slate soda sparrow spice spiral spring spruce square squirrel stable
        station steel stone stool stream sun sunset swallow swan sycamore table tango teal tent terrace thimble thistle thyme tidal tile timber toast topaz
        torch tower trail tram tulip tunnel turquoise umbrella valley vanilla vase velvet verandah village violin walnut water wave wharf wheat window wool
        yarn yellow zebra
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>How many words there are.</summary>
    public static int Count => Words.Length;

    /// <summary>Two different words from the system's random number generator.</summary>
    public static string Random()
    {
        var first = RandomNumberGenerator.GetInt32(Words.Length);
        var second = RandomNumberGenerator.GetInt32(Words.Length - 1);
        if (second >= first) second++;
        return $"{Capital(Words[first])} {Capital(Words[second])}";
    }

    private static string Capital(string word) => string.Concat(char.ToUpperInvariant(word[0]).ToString(), word.AsSpan(1));
}
