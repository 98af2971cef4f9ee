namespace Spot.Api.Hosting;

/// <summary>Questions to grains while a process starts: a machine that starts is busy, and a start that gives up after one late answer helps nobody.</summary>
public static class AtStart
{
    private const int Tries = 6;

    /// <summary>Asks again when the answer is late. Only for questions that may be repeated.</summary>
    /// <exception cref="TimeoutException">No answer came in time, again and again.</exception>
    public static async Task<T> Ask<T>(Func<Task<T>> question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await question().ConfigureAwait(false);
            }
            catch (TimeoutException) when (attempt < Tries && !cancellation.IsCancellationRequested)
            {
                // Late: the next one asks the same, and the silo has had that much longer to get going.
            }
        }
    }

    /// <summary>Asks again when the answer is late. Only for questions that may be repeated.</summary>
    /// <exception cref="TimeoutException">No answer came in time, again and again.</exception>
    public static Task Ask(Func<Task> question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ask(async () =>
        {
            await question().ConfigureAwait(false);
            return true;
        }, cancellation);
    }
}
