using Spot.Api.Conversations;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Api.Tests.Conversations;

public sealed class TicketTests
{
    [Fact]
    public void A_cookie_reads_as_the_ticket_it_was_written_from()
    {
        var ticket = Ticket.For(Id16.Random());

        var read = Ticket.Read(ticket.Write());

        Assert.NotNull(read);
        Assert.Equal(ticket.Conversation, read.Conversation);
        Assert.Equal(ticket.Secret, read.Secret);
        Assert.Equal("[redacted]", ticket.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void Anything_else_is_no_ticket(string? value) => Assert.Null(Ticket.Read(value));

    [Theory]
    [InlineData("maple orbit candle", "2:velvet", "maple velvet candle")]
    [InlineData("1. maple, 2. orbit\n3. candle", "3:velvet", "1. maple, 2. orbit\n3. velvet")]
    [InlineData("maple", "7:velvet", "maple")]
    [InlineData("maple", "velvet", "maple")]
    public void A_suggestion_takes_the_place_of_the_word_that_was_meant(string typed, string fix, string expected) =>
        Assert.Equal(expected, Resuming.Fix(typed, fix));

    [Fact]
    public void A_text_is_too_long_by_the_characters_that_are_over()
    {
        Assert.Null(Chatting.Problem(new string('x', 20_000)));
        Assert.StartsWith("This is 1 character longer", Chatting.Problem(new string('x', 20_001)), StringComparison.Ordinal);
        Assert.Contains("You can skip this question.", Chatting.Problem("\n \t"), StringComparison.Ordinal);
    }
}
