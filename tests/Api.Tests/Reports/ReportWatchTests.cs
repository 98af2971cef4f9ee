using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Spot.Api.Reports;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Tests.Reports;

public sealed class ReportWatchTests : IDisposable
{
    public void Dispose() => life.Dispose();

    private readonly TenantId tenant = TenantId.Random();
    private readonly Id16 report = Id16.Random();
    private readonly CountedReport grain = new();
    private readonly Life life = new();

    [Fact]
    public async Task Two_viewers_of_one_report_are_one_question_and_both_hear_of_news()
    {
        using var watch = NewWatch();
        using var done = new CancellationTokenSource();
        await using var first = watch.Watch(tenant, report, MessageFrom.Reporter, done.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using var second = watch.Watch(tenant, report, MessageFrom.Reporter, done.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var both = Task.WhenAll(first.MoveNextAsync().AsTask(), second.MoveNextAsync().AsTask());

        await watch.Look();
        await both;
        Assert.Equal(1, grain.Asked);
        Assert.Equal((1, 1), (first.Current, second.Current));

        both = Task.WhenAll(first.MoveNextAsync().AsTask(), second.MoveNextAsync().AsTask());
        await watch.Look();
        Assert.False(both.IsCompleted); // Nothing new, nothing said.
        grain.Version = 2;
        await watch.Look();
        await both;
        Assert.Equal((2, 2), (first.Current, second.Current));
    }

    [Fact]
    public async Task Nobody_looking_on_is_nothing_asked()
    {
        using var watch = NewWatch();
        using var done = new CancellationTokenSource();
        await using (var viewer = watch.Watch(tenant, report, MessageFrom.Reporter, done.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            var next = viewer.MoveNextAsync().AsTask();
            Assert.Equal(1, watch.Count);
            await done.CancelAsync();
            Assert.False(await next);
        }

        await watch.Look();
        Assert.Equal((0, 0), (watch.Count, grain.Asked));
    }

    [Fact]
    public async Task The_stream_ends_when_the_process_stops()
    {
        using var watch = NewWatch();
        await using var viewer = watch.Watch(tenant, report, MessageFrom.Company, CancellationToken.None).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = viewer.MoveNextAsync().AsTask();

        await life.Stop();

        Assert.False(await next);
    }

    private ReportWatch NewWatch() => new(OneReport.Of(grain), new FakeTimeProvider(), life, NullLogger<ReportWatch>.Instance);

    private sealed class Life : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => stopping.Cancel();

        public Task Stop() => stopping.CancelAsync();

        public void Dispose() => stopping.Dispose();
    }

    private sealed class CountedReport : IReportGrain
    {
        public int Version { get; set; } = 1;

        public int Asked { get; private set; }

        Task<int> IReportGrain.Version(MessageFrom side)
        {
            Asked++;
            return Task.FromResult(Version);
        }

        public Task<CaseAnswer> Open(SessionTicket session) => throw new NotSupportedException();

        public Task<CaseAnswer> Acknowledge(SessionTicket session, Id16 once) => throw new NotSupportedException();

        public Task<CaseAnswer> Label(SessionTicket session, Id16 once, CaseLabels labels) => throw new NotSupportedException();

        public Task<CaseAnswer> Ask(SessionTicket session, Id16 once, string text, bool question) => throw new NotSupportedException();

        public Task<CaseAnswer> Note(SessionTicket session, Id16 once, string text) => throw new NotSupportedException();

        public Task<CaseAnswer> Close(SessionTicket session, Id16 once, int version, string outcome, string text) => throw new NotSupportedException();

        public Task<ReporterStatus?> Status(byte[] reportKey) => throw new NotSupportedException();

        public Task<ReceiveOutcome> Receive(byte[] reportKey, ReporterMessage message) => throw new NotSupportedException();
    }

    /// <summary>A grain factory that knows one report only, whatever it is asked for.</summary>
    public class OneReport : DispatchProxy
    {
        private object? grain;

        public static IGrainFactory Of(object grain)
        {
            var factory = Create<IGrainFactory, OneReport>();
            ((OneReport)(object)factory).grain = grain;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => grain;
    }
}
