using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Silo.Tests.Storage;

public sealed class EncryptedGrainStorageTests : IAsyncLifetime
{
    private const string Planted = "marmalade-typewriter-7";
    private EmbeddedSilo silo = null!;

    public async ValueTask InitializeAsync() => silo = await EmbeddedSilo.Start();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    internal sealed record Profile
    {
        public string Name { get; init; } = "";

        public Id16 Link { get; init; }

        public IReadOnlyList<string> Codes { get; init; } = [];
    }

    private GrainId Grain(string kind = "admin", string id = "one", string type = "administrator", TenantId? tenant = null) =>
        GrainId.Create(type, new GrainKey(tenant ?? silo.Tenant, kind, id).ToString());

    private async Task<GrainState<Profile>> Read(GrainId grain, string name = "state")
    {
        var state = new GrainState<Profile>();
        await silo.Storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private async Task<GrainState<Profile>> Write(GrainId grain, string text, GrainState<Profile>? before = null, string name = "state")
    {
        var state = before ?? await Read(grain, name);
        state.State = new Profile { Name = text };
        await silo.Storage.WriteStateAsync(name, grain, state);
        return state;
    }

    [Fact]
    public async Task A_state_is_there_after_a_restart()
    {
        var written = await Read(Grain());
        Assert.False(written.RecordExists);
        Assert.Equal("", written.State!.Name);
        var link = Id16.Random();
        written.State = new Profile { Name = "one", Link = link, Codes = ["a", "b"] };
        await silo.Storage.WriteStateAsync("state", Grain(), written);
        await Write(Grain(id: "two"), "two");
        await silo.Restart();
        var read = await Read(Grain());
        Assert.True(read.RecordExists);
        Assert.Equal(("one", link, 2), (read.State!.Name, read.State.Link, read.State.Codes.Count));
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal("two", (await Read(Grain(id: "two"))).State!.Name);
    }

    [Fact]
    public async Task No_state_stands_in_plain_in_any_file()
    {
        foreach (var kind in new[] { "admin", "session", "tenant" }) await Write(Grain(kind), Planted + kind);
        await Write(Grain("directory", "all", "directory", TenantId.Installation), Planted);
        Assert.False(silo.Folder.Contains(System.Text.Encoding.UTF8.GetBytes(Planted)));
        Assert.True(silo.Folder.Contains(System.Text.Encoding.UTF8.GetBytes("administrator/state")), "A premise: what is in plain is found.");
        await silo.Restart();
        Assert.False(silo.Folder.Contains(System.Text.Encoding.UTF8.GetBytes(Planted)));
    }

    [Fact]
    public async Task A_row_of_another_grain_company_or_state_does_not_open()
    {
        var other = TenantId.Random();
        await silo.Vault.CreateTenant(other, CancellationToken.None);
        GrainId own = Grain("tenant", "self", "tenant"), neighbour = Grain("tenant", "other", "tenant"), foreign = Grain("tenant", "self", "tenant", other);
        foreach (var grain in new[] { own, neighbour, foreign }) await Write(grain, grain.ToString());
        await Write(own, "second", name: "second");

        foreach (var (type, grain, fault) in new[]
        {
            ("tenant/state", neighbour, SealFault.Damaged), ("tenant/state", foreign, SealFault.WrongKey), ("tenant/second", own, SealFault.Damaged),
        })
        {
            Execute("UPDATE grain_state SET payload = (SELECT payload FROM grain_state WHERE type = $1 AND grain = $2) WHERE type = 'tenant/state' AND grain = $3", type, grain.Key.ToString()!, own.Key.ToString()!);
            Assert.Equal(fault, (await Assert.ThrowsAsync<SealException>(() => Read(own))).Fault);
        }
    }

    [Fact]
    public async Task A_flipped_bit_does_not_open()
    {
        await Write(Grain(), Planted);
        var payload = Run("SELECT payload FROM grain_state", command => (byte[])command.ExecuteScalar()!);
        payload[100] ^= 4;
        Execute("UPDATE grain_state SET payload = unhex($1)", Convert.ToHexString(payload));
        Assert.Equal(SealFault.Damaged, (await Assert.ThrowsAsync<SealException>(() => Read(Grain()))).Fault);
    }

    [Fact]
    public async Task Of_racing_first_writes_one_is_in()
    {
        for (var round = 0; round < 10; round++)
        {
            var grain = Grain("session", $"{round}", "session");
            var fresh = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Read(grain)));
            var outcomes = await Task.WhenAll(fresh.Select((state, i) => Task.Run(() => Refused(() => Write(grain, $"{i}", state)))));
            Assert.Equal(7, outcomes.Count(refused => refused));
            Assert.Equal($"{Array.IndexOf(outcomes, false)}", (await Read(grain)).State!.Name);
        }
    }

    [Fact]
    public async Task A_stale_writer_is_refused()
    {
        var stale = await Write(Grain(), "one");
        var fresh = await Read(Grain());
        await Write(Grain(), "two", fresh);
        Assert.True(await Refused(() => Write(Grain(), "late", stale)));
        Assert.True(await Refused(() => silo.Storage.ClearStateAsync("state", Grain(), stale)));
        Assert.Equal("two", (await Read(Grain())).State!.Name);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_can_be_written_anew()
    {
        var state = await Write(Grain(), "one");
        await silo.Storage.ClearStateAsync("state", Grain(), state);
        Assert.Equal((false, null, ""), (state.RecordExists, state.ETag, state.State!.Name));
        Assert.False((await Read(Grain())).RecordExists);
        await silo.Storage.ClearStateAsync("state", Grain(), state);
        await Write(Grain(), "two", state);
        await Write(Grain(), "three", state);
        Assert.Equal("three", (await Read(Grain())).State!.Name);
        Assert.True(await Refused(() => silo.Storage.ClearStateAsync("state", Grain(), new GrainState<Profile>())));
    }

    [Fact]
    public async Task A_state_whose_key_was_erased_is_no_record_and_cannot_come_back()
    {
        var grain = Grain("session", "s", "session");
        var live = await Write(grain, "one");
        await Write(Grain("session", "t", "session"), "another");
        await silo.Vault.Erase(silo.Tenant, [GrainObject.Of(GrainKey.Parse(grain.Key.ToString()!))], CancellationToken.None);

        var read = await Read(grain);
        Assert.False(read.RecordExists);
        Assert.Equal("", read.State!.Name);
        Assert.True(await Refused(() => Write(grain, "again", live)));
        Assert.True(await Refused(() => Write(grain, "again", read)));
        Assert.False((await Read(grain)).RecordExists);
        Assert.Equal("another", (await Read(Grain("session", "t", "session"))).State!.Name);
        await silo.Storage.ClearStateAsync("state", grain, read);
        Assert.Equal(1L, Count());
    }

    [Fact]
    public async Task Administrators_and_sessions_have_a_key_each_and_all_else_shares_one()
    {
        foreach (var (kind, id) in new[] { ("admin", "1"), ("admin", "2"), ("session", "1"), ("tenant", "self"), ("login", "x"), ("link", "y") }) await Write(Grain(kind, id), "state");
        foreach (var (kind, count) in new[] { (ObjectKinds.Administrator, 2), (ObjectKinds.Session, 1), (ObjectKinds.General, 1) })
            Assert.Equal(count, (await silo.Vault.Names(silo.Tenant, kind, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task States_of_two_types_and_keys_that_look_like_numbers_share_no_row()
    {
        GrainId[] grains = [Grain("admin", "ab"), Grain("admin", "AB"), Grain("admin", "0AB"), Grain("admin", "ab", "other")];
        foreach (var grain in grains) await Write(grain, grain.ToString());
        foreach (var grain in grains) Assert.Equal(grain.ToString(), (await Read(grain)).State!.Name);
        Assert.Equal(grains.Length, Count());
    }

    private static async Task<bool> Refused(Func<Task> write)
    {
        try
        {
            await write();
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }

    private long Count() => (long)Run("SELECT count(*) FROM grain_state", command => command.ExecuteScalar())!;

    private void Execute(string sql, params string[] values) => Assert.Equal(1, Run(sql, command => command.ExecuteNonQuery(), values));

    private T Run<T>(string sql, Func<SqliteCommand, T> run, params string[] values)
    {
        using var connection = new SqliteConnection($"Data Source={silo.DataFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        return run(command);
    }
}
