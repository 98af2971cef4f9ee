using System.Security.Cryptography;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Vault;

namespace Spot.Silo.Storage.Orleans;

/// <summary>Seals every grain state before the provider beneath sees it, under its grain's key of the vault, bound to its grain and name.</summary>
/// <remarks>
/// <para>A row whose key was erased reads as no record: it is the tombstone, and a sweep takes it. It cannot be written over, only cleared.</para>
/// <para>The provider beneath is called with grain type and state name together: by itself it leaves the grain type out of its rows' key.</para>
/// </remarks>
internal sealed class EncryptedGrainStorage(IGrainStorage inner, IVault vault, GrainStateJson json, IActivatorProvider activators) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var place = Place.Of(stateName, grainId);
        var row = new GrainState<SealedState>();
        await inner.ReadStateAsync(place.Row, grainId, row).ConfigureAwait(true);
        grainState.ETag = row.ETag;
        if (row is { RecordExists: true, State.Envelope: { } envelope })
        {
            using var key = await vault.Find(place.Grain.Tenant, place.Key, CancellationToken.None).ConfigureAwait(true);
            if (key is not null)
            {
                grainState.State = Open<T>(key, place, envelope);
                grainState.RecordExists = true;
                return;
            }
        }
        grainState.State = New<T>();
        grainState.RecordExists = false;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var place = Place.Of(stateName, grainId);
        // Only a first write makes a key: whoever has read a row and finds its key gone was erased meanwhile, and must not come back.
        using var key = grainState.ETag is null
            ? (await vault.Create(place.Grain.Tenant, [place.Key], CancellationToken.None).ConfigureAwait(true))[0]
            : await vault.Find(place.Grain.Tenant, place.Key, CancellationToken.None).ConfigureAwait(true)
                ?? throw new InconsistentStateException($"The key of {place.Row} was erased.", storedEtag: "", currentEtag: grainState.ETag);
        var plain = json.Write(grainState.State);
        try
        {
            var row = new GrainState<SealedState>(new SealedState { Envelope = Sealer.Seal(key, place.Context, plain, Padding.Entry) }, grainState.ETag) { RecordExists = grainState.RecordExists };
            await inner.WriteStateAsync(place.Row, grainId, row).ConfigureAwait(true);
            grainState.ETag = row.ETag;
            grainState.RecordExists = true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var place = Place.Of(stateName, grainId);
        if (grainState.ETag is null) await RefuseIfWritten(place, grainId).ConfigureAwait(true);
        else await inner.ClearStateAsync(place.Row, grainId, new GrainState<SealedState>(new SealedState(), grainState.ETag) { RecordExists = grainState.RecordExists }).ConfigureAwait(true);
        // The row is gone, and its version with it: what is written next is a first write.
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = New<T>();
    }

    private async Task RefuseIfWritten(Place place, GrainId grainId)
    {
        var row = new GrainState<SealedState>();
        await inner.ReadStateAsync(place.Row, grainId, row).ConfigureAwait(true);
        if (row.ETag is not null) throw new InconsistentStateException($"{place.Row} was written by another activation.", storedEtag: row.ETag, currentEtag: "");
    }

    private T Open<T>(Key32 key, Place place, byte[] envelope)
    {
        var plain = Sealer.Open(key, place.Context, envelope);
        try
        {
            return json.Read<T>(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private T New<T>() => activators.GetActivator<T>().Create();

    /// <summary>Where a state belongs.</summary>
    private readonly record struct Place(string Row, GrainKey Grain, ObjectName Key)
    {
        public SealContext Context => new(Grain.Tenant, Row, Grain.ToString());

        public static Place Of(string stateName, GrainId grainId)
        {
            var grain = GrainKey.Parse(grainId.Key.ToString()!);
            return new Place($"{grainId.Type}/{stateName}", grain, GrainObject.Of(grain));
        }
    }
}
