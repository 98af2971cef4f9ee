using System.Security.Cryptography;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;
using Spot.Hosting;
using Spot.Silo.Storage.Sqlite;
using Spot.Tests.Hosting;

namespace Spot.Tests.Trust;

/// <summary>What whoever has <c>data/</c> and <c>keys/</c> can open: the outer layer of every row, read by the places that the stored form documents.</summary>
internal static class OuterLayer
{
    /// <summary>Opens every row of a stopped installation.</summary>
    /// <returns>What was inside, and how many rows are tombstones, because their key was erased.</returns>
    /// <exception cref="SealException">A row does not open at its place.</exception>
    public static async Task<(IReadOnlyList<(string Row, byte[] Inside)> Opened, int Tombstones)> Open(SpotSettings settings)
    {
        using var store = SqliteStore.Open(
            new SqliteStorageOptions { DataFolder = settings.Data, KeysFolder = settings.Keys, Address = "a test" }, TimeProvider.System);
        var walk = new Walk(store.Vault);
        foreach (var row in DataFile.Rows(settings, "SELECT tenant, stream, type, version, head FROM stream WHERE head IS NOT NULL ORDER BY tenant, stream"))
        {
            var (kind, place) = (long)row[2] switch
            {
                1 => (ObjectKinds.Access, "access.head"),
                2 => (ObjectKinds.Conversation, "conversation.head"),
                4 => (ObjectKinds.Report, "report.head"),
                var other => throw new InvalidOperationException($"Heads of streams of type {other} are not known here."),
            };
            await walk.Open(Tenant(row[0]), new ObjectName(kind, Id(row[1])), new SealContext(Tenant(row[0]), place, Id(row[1]), (long)row[3]), (byte[])row[4]);
        }

        foreach (var stream in DataFile.Rows(settings, "SELECT tenant, stream, seq, sealed FROM entry ORDER BY tenant, stream, seq").GroupBy(r => (Tenant: Tenant(r[0]), Stream: Id(r[1]))))
            await walk.OpenStream(stream.Key.Tenant, stream.Key.Stream, [.. stream.Select(r => ((long)r[2], (byte[])r[3]))]);
        foreach (var row in DataFile.Rows(settings, "SELECT tenant, id, sealed FROM outbox"))
            await walk.Open(Tenant(row[0]), ObjectName.General, new SealContext(Tenant(row[0]), "outbox", Id(row[1])), (byte[])row[2]);
        foreach (var row in DataFile.Rows(settings, "SELECT type, grain, payload FROM grain_state"))
        {
            var grain = GrainKey.Parse((string)row[1]);
            await walk.Open(grain.Tenant, GrainObject.Of(grain), new SealContext(grain.Tenant, (string)row[0], grain.ToString()), (byte[])row[2]);
        }

        return (walk.Opened, walk.Tombstones);
    }

    private static TenantId Tenant(object value) => new(Id(value));

    private static Id16 Id(object value) => new((byte[])value);

    private sealed class Walk(IVault vault)
    {
        private static readonly (string Kind, string Place)[] Kinds = [(ObjectKinds.Turns, "conversation.turn"), (ObjectKinds.Report, "report.entry")];

        private readonly List<(string Row, byte[] Inside)> opened = [];

        public IReadOnlyList<(string Row, byte[] Inside)> Opened => opened;

        public int Tombstones { get; private set; }

        public async Task Open(TenantId tenant, ObjectName name, SealContext place, byte[] envelope)
        {
            using var key = await vault.Find(tenant, name, default);
            if (key is null) Tombstones++;
            else opened.Add((place.ToString(), Sealer.Open(key, place, envelope)));
        }

        // A turn is bound to the sealed turn before it (behind its form's mark of 16 bytes), an entry of a report or of the time log to the whole one before.
        public async Task OpenStream(TenantId tenant, Id16 stream, IReadOnlyList<(long Sequence, byte[] Envelope)> entries)
        {
            var (kind, place) = await Of(tenant, stream);
            if (kind is null)
            {
                Tombstones += entries.Count;
                return;
            }

            using var key = await vault.Find(tenant, kind.Value, default);
            byte[] before = [];
            foreach (var (sequence, envelope) in entries)
            {
                var inside = Sealer.Open(key!, new SealContext(tenant, place, stream, sequence, before), envelope);
                opened.Add(($"{place} {sequence}", inside));
                before = SHA256.HashData(kind.Value.Kind == ObjectKinds.Turns ? inside.AsSpan(Id16.Size) : inside);
            }
        }

        private async Task<(ObjectName? Name, string Place)> Of(TenantId tenant, Id16 stream)
        {
            if (tenant.IsInstallation) return (ObjectName.General, "timelog");
            foreach (var (kind, place) in Kinds)
            {
                using var key = await vault.Find(tenant, new ObjectName(kind, stream), default);
                if (key is not null) return (new ObjectName(kind, stream), place);
            }

            return (null, "");
        }
    }
}
