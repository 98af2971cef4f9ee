using System.Text;
using Microsoft.Extensions.Options;
using Spot.Api.Administrators;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Tests.Administrators;

/// <summary>A password's keys are what another implementation makes of it, and only so many are made at once.</summary>
public sealed class PasswordKeysTests
{
    private const string Salt = "sixteen-byte-slt";

    private static readonly TenantId Acme = TenantId.Random();
    private static readonly AdministratorOptions Cheap = new() { MemoryKiB = 64, Passes = 1, Lanes = 1, AtOnce = 1, Waiting = 1 };

    // printf %s PASSWORD | argon2 sixteen-byte-slt -id -m LOG2 -t PASSES -p LANES -l 32 -r    (Debian's argon2, the reference implementation)
    [Theory]
    [InlineData(64, 1, 1, "correct horse battery", "3ef46a3975c63c87fd1e9daeacafd915112c4f0f2c5a4fef305139dd2ef69646")]
    [InlineData(64, 1, 1, "pässwörd-ÄÖ-länger", "8dd84c0ccd9a9355f5816c0d3ff8b560c340354879af244e8c9838a54e517fa7")]
    [InlineData(1024, 2, 2, "correct horse battery", "d8570baf9e0d89037243b7550173651570a9a9db3edff6c7993a9e6b94c2a118")]
    [InlineData(1024, 2, 2, "pässwörd-ÄÖ-länger", "8333c2f121d7d7f8be3d0d35a20268b1f7e48a21d69c23a1597e8437a01066b1")]
    [InlineData(65536, 3, 4, "correct horse battery", "7f5441ff2008d92902d390a2d953f767777b3362cfc40993cd137b02c115d7bf")]
    [InlineData(65536, 3, 4, "pässwörd-ÄÖ-länger", "edee2be438b93dc12f23f17eb647a883f9dea292b3e228c8e029d8453b70c5d6")]
    public void The_tag_is_that_of_the_reference_implementation(int memory, int passes, int lanes, string password, string tag)
    {
        var how = new PasswordParameters(memory, passes, lanes, Encoding.ASCII.GetBytes(Salt));

        Assert.Equal(tag, Convert.ToHexStringLower(PasswordKeys.Tag(how, PasswordRules.Bytes(password))));
    }

    // HMAC-SHA256(tag, label | 0x01), worked out with Python's hmac from the tag above.
    [Fact]
    public void The_keys_are_expanded_from_the_tag()
    {
        var proof = PasswordKeys.Derive(new PasswordParameters(65536, 3, 4, Encoding.ASCII.GetBytes(Salt)), "correct horse battery");

        Assert.Equal("c19409eee73a6a54c7981e5e6325c4ce07428fd00c8aa4fe6526acb6063f8f30", Convert.ToHexStringLower(proof.Verifier));
        Assert.Equal("1d389cdd1c2175921dae543479a6d020e2f9095ee8fc83860b9fa2f2c9cfbc4c", Convert.ToHexStringLower(proof.Kek));
    }

    [Fact]
    public void The_defaults_are_the_second_choice_of_RFC_9106()
    {
        var keys = new PasswordKeys(Options.Create(new AdministratorOptions()));

        Assert.StartsWith("$argon2id$v=19$m=65536,t=3,p=4$", keys.NewParameters(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stored_parameters_hold_no_hash_and_read_back()
    {
        var keys = new PasswordKeys(Options.Create(Cheap));
        var text = keys.NewParameters();

        Assert.Equal(5, text.Split('$').Length);
        Assert.Equal(text, PasswordParameters.Parse(text).ToString());
        Assert.NotEqual(text, keys.NewParameters());
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$aGFzaA")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ\n")]
    public void Other_parameters_are_refused(string text) => Assert.Throws<FormatException>(() => PasswordParameters.Parse(text));

    [Fact]
    public async Task The_same_password_with_the_same_parameters_gives_the_same_keys()
    {
        var keys = new PasswordKeys(Options.Create(Cheap));
        var how = keys.NewParameters();
        var cancellation = TestContext.Current.CancellationToken;

        var one = await keys.Derive(Acme, how, "a long enough one", cancellation);
        var same = await keys.Derive(Acme, how, "a long enough one", cancellation);
        var other = await keys.Derive(Acme, how, "a long enough two", cancellation);

        Assert.Equal(one!.Verifier, same!.Verifier);
        Assert.Equal(one.Kek, same.Kek);
        Assert.NotEqual(one.Verifier, other!.Verifier);
        Assert.NotEqual(one.Verifier, one.Kek);
    }

    [Fact]
    public async Task Whoever_comes_while_too_many_wait_is_told_so_at_once()
    {
        // Long enough that none of the three is done before the last one asks.
        var keys = new PasswordKeys(Options.Create(new AdministratorOptions { MemoryKiB = 64 * 1024, Passes = 3, Lanes = 1, AtOnce = 1, Waiting = 1 }));
        var cancellation = TestContext.Current.CancellationToken;

        var working = keys.Derive(Acme, null, "first", cancellation);
        var waiting = keys.Derive(Acme, null, "second", cancellation);
        var refused = keys.Derive(Acme, null, "third", cancellation);

        Assert.True(refused.IsCompleted);
        Assert.Null(await refused);
        Assert.NotNull(await working);
        Assert.NotNull(await waiting);
    }

    [Fact]
    public void Secrets_do_not_show_themselves() => Assert.Equal("[redacted]", PasswordKeys.Derive(new PasswordParameters(64, 1, 1, Encoding.ASCII.GetBytes(Salt)), "x").ToString());
}
