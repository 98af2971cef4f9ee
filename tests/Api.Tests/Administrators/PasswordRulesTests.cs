using Spot.Api.Administrators;

namespace Spot.Api.Tests.Administrators;

/// <summary>Long, and not what everybody tries first; nothing else.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("aqueduct marzipan")]
    [InlineData("qx7!Pd0#Lm3$")]
    [InlineData("ääääöööößßßß8")]
    [InlineData("пароль из четырёх слов")]
    [InlineData("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧")]
    [InlineData("            a            ")]
    public void A_long_one_of_any_signs_is_taken(string password) => Assert.Equal(PasswordProblem.None, PasswordRules.Check(password));

    [Theory]
    [InlineData("")]
    [InlineData("Tr0ub4dor&3")]
    [InlineData("elevenchars")]
    [InlineData("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔")]
    public void Fewer_than_twelve_characters_are_too_few(string password) => Assert.Equal(PasswordProblem.TooShort, PasswordRules.Check(password));

    [Theory]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("QAZWSXEDCRFV")]
    [InlineData("administrator")]
    [InlineData("password1234")]
    [InlineData("!!Password!!")]
    [InlineData("Liverpool2026!")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabca")]
    [InlineData("letmeinletmein")]
    [InlineData("123456789012345")]
    [InlineData("zyxwvutsrqponm")]
    public void One_that_everybody_tries_first_is_refused(string password) => Assert.Equal(PasswordProblem.Common, PasswordRules.Check(password));

    [Fact]
    public void The_list_is_there() => Assert.True(PasswordRules.CommonCount > 10_000);

    [Fact]
    public void Ones_own_address_or_name_is_refused()
    {
        Assert.Equal(PasswordProblem.Own, PasswordRules.Check("Maya@Acme.Example", "Maya Lindqvist", "maya@acme.example"));
        Assert.Equal(PasswordProblem.Own, PasswordRules.Check("maya lindqvist", "Maya Lindqvist", "maya@acme.example"));
    }

    [Fact]
    public void A_thousand_characters_are_taken_whole_and_more_are_refused_not_cut_off()
    {
        var longest = string.Concat(Enumerable.Range(0, 1_000).Select(i => (char)('a' + i * i % 23)));
        Assert.Equal(PasswordProblem.None, PasswordRules.Check(longest));
        Assert.Equal(1_000, PasswordRules.Bytes(longest).Length);

        Assert.Equal(PasswordProblem.TooLong, PasswordRules.Check(longest + "x"));
        Assert.Equal(PasswordProblem.TooLong, PasswordRules.Check(new string('x', 5_000_000)));
    }

    [Fact]
    public void One_password_is_the_same_from_every_keyboard() => Assert.Equal(PasswordRules.Bytes("p\u00e4sswort"), PasswordRules.Bytes("pa\u0308sswort"));

    [Fact]
    public void Half_a_character_is_no_reason_to_fail() => Assert.Equal(PasswordProblem.None, PasswordRules.Check("half a \ud83d character"));
}
