using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Reports;

namespace Spot.Api.Reports;

/// <summary>Asks each watched report twice a second whether anything shows that did not: once in this process, however many look on. No grain waits.</summary>
/// <remarks>A waiting grain call would stall the report's next call and the process's end (engineering review, finding 17).</remarks>
public sealed partial class ReportWatch(IGrainFactory grains, TimeProvider time, IHostApplicationLifetime life, ILogger<ReportWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Dictionary<Watched, Viewers> watched = [];

    /// <summary>How many reports are being asked.</summary>
    public int Count
    {
        get
        {
            lock (gate) return watched.Count;
        }
    }

    /// <summary>The versions of a report as they come, the present one first; ends when the process stops or the token says so.</summary>
    /// <param name="tenant">The company.</param>
    /// <param name="report">The report.</param>
    /// <param name="side">For which side things have to show.</param>
    /// <param name="cancellation">Ends it: the browser went away, or the visit is over.</param>
    public async IAsyncEnumerable<int> Watch(
        TenantId tenant, Id16 report, MessageFrom side, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var key = new Watched(tenant, report, side);
        // Only the newest matters: who looks on slowly misses nothing by skipping.
        var news = Channel.CreateBounded<int>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.ApplicationStopping);
        Join(key, news.Writer);
        try
        {
            while (await Next(news.Reader, ends.Token) is { } version) yield return version;
        }
        finally
        {
            Part(key, news.Writer);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // The process stops; whoever looks on has been told by their own token.
        }
    }

    /// <summary>Asks every watched report once.</summary>
    internal Task Look()
    {
        KeyValuePair<Watched, Viewers>[] all;
        lock (gate) all = [.. watched];
        return Task.WhenAll(all.Select(entry => Ask(entry.Key, entry.Value)));
    }

    private static async Task<int?> Next(ChannelReader<int> reader, CancellationToken token)
    {
        try
        {
            return await reader.ReadAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task Ask(Watched key, Viewers viewers)
    {
        // A slow answer is not asked for again meanwhile.
        if (!viewers.TryBegin()) return;
        try
        {
            Caller.Stamp(key.Side == MessageFrom.Reporter ? CallerKind.Reporter : CallerKind.Administrator, key.Tenant);
            viewers.Tell(await grains.GetGrain<IReportGrain>(ReportKey.Of(key.Tenant, key.Report)).Version(key.Side));
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            // The silo is starting, stopping or busy; in half a second it is asked again.
            Log.NotAnswered(log, failure.GetType().Name);
        }
        finally
        {
            viewers.End();
        }
    }

    private void Join(Watched key, ChannelWriter<int> writer)
    {
        lock (gate)
        {
            if (!watched.TryGetValue(key, out var viewers)) watched.Add(key, viewers = new Viewers());
            viewers.Add(writer);
        }
    }

    private void Part(Watched key, ChannelWriter<int> writer)
    {
        lock (gate)
        {
            if (watched.TryGetValue(key, out var viewers) && viewers.Remove(writer)) watched.Remove(key);
        }
    }

    private readonly record struct Watched(TenantId Tenant, Id16 Report, MessageFrom Side);

    private sealed class Viewers
    {
        private readonly Lock gate = new();
        private readonly List<ChannelWriter<int>> writers = [];
        private int? last;
        private int asking;

        public bool TryBegin() => Interlocked.Exchange(ref asking, 1) == 0;

        public void End() => Volatile.Write(ref asking, 0);

        public void Add(ChannelWriter<int> writer)
        {
            lock (gate)
            {
                writers.Add(writer);
                if (last is { } version) writer.TryWrite(version);
            }
        }

        /// <summary>Takes one away; true when nobody is left.</summary>
        public bool Remove(ChannelWriter<int> writer)
        {
            lock (gate)
            {
                writers.Remove(writer);
                return writers.Count == 0;
            }
        }

        public void Tell(int version)
        {
            lock (gate)
            {
                if (last == version) return;
                last = version;
                foreach (var writer in writers) writer.TryWrite(version);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "A watched report did not answer ({Failure}).")]
        public static partial void NotAnswered(ILogger logger, string failure);
    }
}
