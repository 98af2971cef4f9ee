using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Vault;

namespace Spot.Grains.Tests.Vault;

public sealed class AccessCodeKeysTests
{
    [Fact]
    public void A_code_leads_to_the_same_slot_and_key_as_in_another_program()
    {
        var vector = Vectors.Of("accessCode");
        var code = AccessCode.Read(vector.Text("words")).Code!;

        using var keys = AccessCodeKeys.Derive(vector.Bytes("salt"), code);

        Assert.Equal(new Id16(vector.Bytes("locator")), keys.Locator);
        Assert.Equal(vector.Bytes("slot"), keys.SlotKey);
        Assert.Equal("[redacted]", keys.ToString());
    }

    [Fact]
    public void Another_companys_salt_leads_elsewhere()
    {
        var code = AccessCode.Create();
        using var here = AccessCodeKeys.Derive(RandomNumberGenerator.GetBytes(32), code);
        using var there = AccessCodeKeys.Derive(RandomNumberGenerator.GetBytes(32), code);

        Assert.NotEqual(here.Locator, there.Locator);
        Assert.NotEqual(here.SlotKey, there.SlotKey);
    }

    [Fact]
    public void Another_code_leads_elsewhere()
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        using var one = AccessCodeKeys.Derive(salt, AccessCode.Create());
        using var two = AccessCodeKeys.Derive(salt, AccessCode.Create());

        Assert.NotEqual(one.Locator, two.Locator);
        Assert.NotEqual(one.SlotKey, two.SlotKey);
    }

    [Fact]
    public void A_missing_salt_is_refused() =>
        Assert.Throws<ArgumentException>(() => AccessCodeKeys.Derive([], AccessCode.Create()));

    [Fact]
    public void The_slot_key_is_zeroed_with_its_holder()
    {
        var keys = AccessCodeKeys.Derive(RandomNumberGenerator.GetBytes(32), AccessCode.Create());
        var slotKey = keys.SlotKey;

        keys.Dispose();

        Assert.All(slotKey, b => Assert.Equal(0, b));
    }
}
