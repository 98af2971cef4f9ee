using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;
using Spot.Silo.Storage.Sqlite;
using Spot.Testing;

namespace Spot.Silo.Tests.Vault;

public sealed class SqliteVaultTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly TenantId tenant = TenantId.Random();
    private SqliteStore store = null!;

    private IVault Vault => store.Vault;

    private string VaultFile => Path.Combine(folder["data"], SqliteStore.VaultName);

    public async ValueTask InitializeAsync()
    {
        store = Open();
        await Vault.CreateTenant(tenant, None);
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        folder.Dispose();
        return default;
    }

    private SqliteStore Open() => SqliteStore.Open(new SqliteStorageOptions { DataFolder = folder["data"], KeysFolder = folder["keys"] }, time);

    private static ObjectName Report() => new(ObjectKinds.Report, Id16.Random());

    private async Task<Key32> Create(ObjectName name) => (await Vault.Create(tenant, [name], None))[0];

    private void Reopen()
    {
        store.Dispose();
        store = Open();
    }

    [Fact]
    public async Task A_name_that_has_a_key_gets_that_key_also_after_a_restart()
    {
        ObjectName first = Report(), second = Report();
        var key = await Create(first);
        var both = await Vault.Create(tenant, [second, first], None);
        Assert.True(both[1].SameAs(key));
        Assert.False(both[0].SameAs(key));
        Reopen();
        Assert.True((await Vault.Find(tenant, first, None))!.SameAs(key));
        Assert.True((await Create(first)).SameAs(key));
    }

    [Fact]
    public async Task Racing_for_a_name_makes_one_key()
    {
        var name = Report();
        var keys = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Create(name))));
        Assert.All(keys, key => Assert.True(key.SameAs(keys[0])));
    }

    [Fact]
    public async Task A_key_belongs_to_one_company_and_one_name()
    {
        var name = Report();
        using var key = await Create(name);
        Assert.Null(await Vault.Find(TenantId.Random(), name, None));
        Assert.Null(await Vault.Find(tenant, name with { Kind = ObjectKinds.Turns }, None));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Vault.Create(TenantId.Random(), [name], None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Vault.Create(tenant, [new ObjectName(ObjectKinds.Report, default)], None));
    }

    [Fact]
    public async Task A_company_is_made_once()
    {
        var name = Report();
        using var key = await Create(name);
        await Vault.CreateTenant(tenant, None);
        Reopen();
        Assert.True((await Vault.Find(tenant, name, None))!.SameAs(key));
    }

    [Fact]
    public async Task Each_key_handed_out_is_the_callers_own()
    {
        var name = Report();
        (await Create(name)).Dispose();
        (await Vault.Find(tenant, name, None))!.Dispose();
        Assert.Equal(Key32.Size, (await Vault.Find(tenant, name, None))!.CopyBytes().Length);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(2000)]
    public async Task Many_are_found_at_once_and_those_without_a_key_are_left_out(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => new ObjectName(i % 2 == 0 ? ObjectKinds.Report : ObjectKinds.Turns, Id16.Random())).ToArray();
        var keys = await Vault.Create(tenant, names, None);
        await Vault.Erase(tenant, names[..5], None);
        var found = await Vault.FindMany(tenant, [.. names, Report()], None);
        Assert.Equal(count - 5, found.Count);
        for (var i = 5; i < count; i++) Assert.True(found[names[i]].SameAs(keys[i]));
    }

    [Fact]
    public async Task Names_of_a_kind_are_told()
    {
        ObjectName one = Report(), other = new(ObjectKinds.Turns, Id16.Random());
        await Vault.Create(tenant, [one, other], None);
        Assert.Equal([one], await Vault.Names(tenant, ObjectKinds.Report, None));
        Assert.Empty(await Vault.Names(TenantId.Random(), ObjectKinds.Report, None));
    }

    [Fact]
    public async Task An_erased_key_is_gone_at_once_and_stays_so()
    {
        ObjectName name = Report(), kept = Report();
        await Vault.Create(tenant, [name, kept], None);
        Assert.NotNull(await Vault.Find(tenant, name, None));
        Assert.Equal(EraseOutcome.Erased, await Vault.Erase(tenant, [name], None));
        Assert.Null(await Vault.Find(tenant, name, None));
        Assert.Equal(EraseOutcome.Erased, await Vault.Erase(tenant, [name], None));
        Reopen();
        Assert.Null(await Vault.Find(tenant, name, None));
        Assert.NotNull(await Vault.Find(tenant, kept, None));
    }

    [Fact]
    public async Task Erasing_beside_readers_never_leaves_a_key_in_memory()
    {
        for (var round = 0; round < 50; round++)
        {
            var name = Report();
            using (await Create(name)) time.Advance(TimeSpan.FromMinutes(3)); // out of memory, so that readers go to the file
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                while (await Vault.Find(tenant, name, None) is { } key) key.Dispose();
            })).ToArray();
            await Vault.Erase(tenant, [name], None);
            Assert.Null(await Vault.Find(tenant, name, None));
            await Task.WhenAll(readers);
        }
    }

    [Fact]
    public async Task A_hold_keeps_every_key_of_an_erasure()
    {
        ObjectName held = Report(), free = Report();
        await Vault.Create(tenant, [held, free], None);
        await Vault.Hold(tenant, [held, Report()], true, None);
        Assert.Equal(EraseOutcome.Held, await Vault.Erase(tenant, [free, held], None));
        Assert.NotNull(await Vault.Find(tenant, free, None));
        await Vault.Hold(tenant, [held], false, None);
        Assert.Equal(EraseOutcome.Erased, await Vault.Erase(tenant, [free, held], None));
        Assert.Null(await Vault.Find(tenant, free, None));
    }

    [Fact]
    public async Task Erased_bytes_are_in_no_file_any_more()
    {
        // Enough keys to split pages often: a page that was split must not keep what moved to its neighbour.
        var names = Enumerable.Range(0, 4000).Select(_ => Report()).ToArray();
        foreach (var portion in names.Chunk(97)) await Vault.Create(tenant, portion, None);
        var wrapped = Wrapped();
        Assert.Equal(names.Length, wrapped.Count);
        Assert.All(names[..50], name => Assert.True(folder.Contains(wrapped[name.Id]), "A premise: kept keys are found in the files."));
        var erased = names.Where((_, i) => i % 3 == 0).ToArray();
        foreach (var portion in erased.Chunk(41)) Assert.Equal(EraseOutcome.Erased, await Vault.Erase(tenant, portion, None));

        var files = Directory.EnumerateFiles(folder["data"], "*.db*").Select(File.ReadAllBytes).ToArray();
        foreach (var name in erased)
            Assert.All(files, file => Assert.True(file.AsSpan().IndexOf(wrapped[name.Id].AsSpan(20)) < 0, "An erased key is still in a file."));
        Assert.All(names.Except(erased), name => Assert.Contains(files, file => file.AsSpan().IndexOf(wrapped[name.Id]) >= 0));
    }

    [Fact]
    public async Task A_key_moved_to_another_row_does_not_open()
    {
        ObjectName one = Report(), other = Report();
        await Vault.Create(tenant, [one, other], None);
        Reopen();
        Execute("UPDATE object_key SET wrapped = (SELECT wrapped FROM object_key AS o WHERE o.id = $1) WHERE id = $2", one.Id, other.Id);
        var refused = await Assert.ThrowsAsync<SealException>(async () => await Vault.Find(tenant, other, None));
        Assert.Equal(SealFault.Damaged, refused.Fault);
    }

    [Fact]
    public async Task No_key_stands_in_plain_in_any_file()
    {
        var name = Report();
        using var key = await Create(name);
        Assert.False(folder.Contains(key.CopyBytes()));
    }

    private Dictionary<Id16, byte[]> Wrapped()
    {
        var all = new Dictionary<Id16, byte[]>();
        using var connection = new SqliteConnection($"Data Source={VaultFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, wrapped FROM object_key";
        using var row = command.ExecuteReader();
        while (row.Read()) all.Add(new Id16(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<byte[]>(1));
        return all;
    }

    private void Execute(string sql, params Id16[] ids)
    {
        using var connection = new SqliteConnection($"Data Source={VaultFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < ids.Length; i++) command.Parameters.AddWithValue($"${i + 1}", ids[i].ToBytes());
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
