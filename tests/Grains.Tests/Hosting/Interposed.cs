using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Grains.Vault;

namespace Spot.Grains.Tests.Hosting;

/// <summary>The process died here, as far as one command is concerned.</summary>
public sealed class KilledException : Exception;

/// <summary>The journal, with something happening right before a commit: another activation's commit, a sweep, a kill.</summary>
public sealed class InterposedJournal(IJournal journal) : IJournal
{
    /// <summary>Happens before a commit.</summary>
    public Func<JournalGroup, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<CommitOutcome> Commit(JournalGroup group)
    {
        await Before(group);
        return await journal.Commit(group);
    }

    /// <inheritdoc/>
    public Task<StoredStream> Read(TenantId tenant, Id16 stream, int from, CancellationToken cancellation) => journal.Read(tenant, stream, from, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredHead> Heads(TenantId tenant, StreamType type, CancellationToken cancellation) => journal.Heads(tenant, type, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredHead>> Due(TenantId tenant, int day, int limit, CancellationToken cancellation) => journal.Due(tenant, day, limit, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutboxRow>> Outbox(TenantId tenant, int limit, CancellationToken cancellation) => journal.Outbox(tenant, limit, cancellation);
}

/// <summary>The vault, with something happening right before an erasure.</summary>
public sealed class InterposedVault(IVault vault) : IVault
{
    /// <summary>Happens before an erasure.</summary>
    public Func<Task> BeforeErase { get; set; } = () => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<EraseOutcome> Erase(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation)
    {
        await BeforeErase();
        return await vault.Erase(tenant, names, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask CreateTenant(TenantId tenant, CancellationToken cancellation) => vault.CreateTenant(tenant, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Key32>> Create(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation) => vault.Create(tenant, names, cancellation);

    /// <inheritdoc/>
    public ValueTask<Key32?> Find(TenantId tenant, ObjectName name, CancellationToken cancellation) => vault.Find(tenant, name, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<ObjectName, Key32>> FindMany(TenantId tenant, IReadOnlyList<ObjectName> names, CancellationToken cancellation) =>
        vault.FindMany(tenant, names, cancellation);

    /// <inheritdoc/>
    public ValueTask Hold(TenantId tenant, IReadOnlyList<ObjectName> names, bool held, CancellationToken cancellation) => vault.Hold(tenant, names, held, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ObjectName>> Names(TenantId tenant, string kind, CancellationToken cancellation) => vault.Names(tenant, kind, cancellation);
}
