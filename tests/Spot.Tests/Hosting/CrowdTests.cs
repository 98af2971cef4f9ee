using System.Net;
using Spot.Testing.Application;

namespace Spot.Spot.Tests.Hosting;

/// <summary>More at once than the door takes.</summary>
public sealed class CrowdTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Its slow senders no longer hold a place since forms are read before one is taken: to be written anew. By name: ./eng/test-long
    [Fact(Explicit = true)]
    public async Task Who_does_not_fit_in_is_told_at_once_with_the_text_given_back_and_gets_in_later()
    {
        await using var spot = await SpotApplication.Start(fakeClock: false, ("Api:AtOnce", "1"), ("Api:Waiting", "0"));
        using var writer = spot.Browser();
        var chat = await writer.Press(await writer.Get("/"), "Start talking");
        var answer = chat.FormTo("/chat").With(("text", "He locked the door behind me."));

        using var slow = spot.Browser();
        var body = new HeldBody();
        var holding = Hold();
        // Whichever comes first has the one place; until it is the slow form, the answer gets in and meets itself by its own number.
        SpotPage busy;
        do
        {
            if (holding.IsCompleted) holding = Hold();
            busy = await writer.Send(answer);
        }
        while (busy.Status == HttpStatusCode.OK && !Cancellation.IsCancellationRequested);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.Status);
        Assert.NotNull(busy.Response.Headers.RetryAfter);
        Assert.Equal(answer["text"], busy.FormOf("Try again")["text"]);
        Assert.Equal(answer["once"], busy.FormOf("Try again")["once"]);

        body.Release.SetResult();
        (await holding).Dispose();
        var taken = await writer.Press(busy, "Try again");
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Contains("He locked the door behind me.", taken.Text, StringComparison.Ordinal);

        Task<HttpResponseMessage> Hold() => slow.SendRaw(new HttpRequestMessage(HttpMethod.Post, "/chat") { Content = body = new HeldBody() });
    }

    /// <summary>A form whose end does not come until it is let go.</summary>
    private sealed class HeldBody : HttpContent
    {
        public HeldBody() => Headers.ContentType = new("application/x-www-form-urlencoded");

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("text="u8.ToArray());
            await stream.FlushAsync();
            await Release.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
