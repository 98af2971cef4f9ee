using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Operations;
using Spot.Grains.Vault;

namespace Spot.Grains.Administrators;

/// <summary>A signed-in browser. Each step of signing in ends this session and begins another one, with an id and a secret of its own.</summary>
[GrainType("session")]
internal sealed class AdminSessionGrain(
    [PersistentState("state", "spot")] IPersistentState<AdminSessionState> state,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, IVault vault) : Grain, IAdminSessionGrain
{
    private DateTimeOffset seen;

    private AdminSessionState Now => state.State;

    private GrainKey Key => GrainKey.Parse(this.GetPrimaryKeyString());

    private TenantId Tenant => Key.Tenant;

    private Id16 Id => Id16.Parse(Key.Id);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        seen = Now.Seen;
        return Task.CompletedTask;
    }

    public async Task Begin(SessionStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (Now.Start is not null) return;
        seen = time.GetUtcNow();
        await this.Save(state, new AdminSessionState { Start = start, Began = seen, Seen = seen });
    }

    public async Task<SessionHolder?> Check(byte[] secret) => await Passed(secret, isThere: true) is { } standing ? Holder(standing) : null;

    public async Task<SessionHolder?> Peek(byte[] secret) => await Passed(secret, isThere: false) is { } standing ? Holder(standing) : null;

    public async Task<byte[]?> OpenSealed(byte[] secret, byte[] info, byte[] sealedBytes)
    {
        if (await Passed(secret, isThere: true) is null || Unwrap(secret) is not { } privateKey) return null;
        try
        {
            return Hpke.Open(privateKey, info, [], sealedBytes);
        }
        catch (SealException fault) when (fault.Fault == SealFault.Damaged)
        {
            // Sealed to another key and damaged look the same (HPKE base mode); whoever asks knows whether it should have opened.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    public async Task<SignInProgress> Progress(byte[] secret)
    {
        if (await Alive(secret, isThere: true) is not { } standing) return SignInProgress.SignedOut;
        if (standing.Next == SetUpStep.SecondFactor) return SignInProgress.SetUpSecondFactor;
        if (Now.Start!.Level != SessionLevel.Full) return SignInProgress.GiveCode;
        return standing.Next switch
        {
            SetUpStep.RecoveryCodes => SignInProgress.KeepRecoveryCodes,
            SetUpStep.RecoveryKey => SignInProgress.KeepRecoveryKey,
            _ => SignInProgress.Done,
        };
    }

    public async Task<StepResult> PassCode(byte[] secret, string code) => await AwaitsCode(secret)
        ? await Step(secret, byRecoveryCode: false, step => Account.SpendCode(step, code))
        : SignedOut;

    public async Task<StepResult> PassRecoveryCode(byte[] secret, string code) => await AwaitsCode(secret)
        ? await Step(secret, byRecoveryCode: true, step => Account.SpendRecoveryCode(step, code))
        : SignedOut;

    public async Task<NewDevice?> NewDevice(byte[] secret) => await MayChangeDevice(secret)
        ? new NewDevice { Key = SecondFactor.Write(await Account.NewSecondFactor(Id)) }
        : null;

    public async Task<StepResult> ConfirmDevice(byte[] secret, string code) => await MayChangeDevice(secret)
        ? await Step(secret, byRecoveryCode: false, step => Account.ConfirmSecondFactor(step, code))
        : SignedOut;

    public async Task<IReadOnlyList<string>?> RecoveryCodes(byte[] secret)
    {
        if (await Passed(secret, isThere: true) is not { Next: SetUpStep.RecoveryCodes }) return null;
        if (Shown(secret)?.Codes is { } shown) return shown;
        var codes = await Account.NewRecoveryCodes();
        await Show(secret, new ShownOnce { Codes = [.. codes] });
        return codes;
    }

    public async Task<bool> RenewRecoveryCodes(byte[] secret)
    {
        if (await Passed(secret, isThere: true) is not { Next: SetUpStep.None }) return false;
        await Show(secret, new ShownOnce { Codes = [.. await Account.NewRecoveryCodes()] });
        return true;
    }

    public async Task<bool> KeptRecoveryCodes(byte[] secret)
    {
        // Only what was shown can have been kept.
        if (await Passed(secret, isThere: true) is not { Next: SetUpStep.RecoveryCodes } || Shown(secret)?.Codes is null) return false;
        await Account.KeptRecoveryCodes();
        await this.Save(state, Now with { Shown = null });
        return true;
    }

    public async Task<RecoveryPaper?> RecoveryPaper(byte[] secret)
    {
        if (await Passed(secret, isThere: true) is not { Next: SetUpStep.RecoveryKey }) return null;
        var shown = Shown(secret);
        if (shown?.Words is null)
        {
            shown = RecoveryCeremony.ForOneOwner(Now.Start!.Administrator);
            await Show(secret, shown);
        }

        return new RecoveryPaper { Words = shown.Words!, First = shown.First, Second = shown.Second };
    }

    public async Task<PaperOutcome> KeptRecoveryPaper(byte[] secret, string first, string second)
    {
        if (await Passed(secret, isThere: true) is not { Next: SetUpStep.RecoveryKey } || Shown(secret) is not { Words: { } words, Key: { } key } shown)
            return PaperOutcome.NotNow;
        if (!RecoveryCeremony.IsWord(words[shown.First - 1], first)) return PaperOutcome.FirstWrong;
        if (!RecoveryCeremony.IsWord(words[shown.Second - 1], second)) return PaperOutcome.SecondWrong;
        if (!await GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(Tenant)).SetRecoveryKey(key))
            throw new InvalidOperationException("The company has another recovery key already.");
        await Account.KeptRecoveryKey();
        await this.Save(state, Now with { Shown = null });
        return PaperOutcome.Kept;
    }

    public async Task SignOut(byte[] secret)
    {
        if (Unwrap(secret) is not { } privateKey) return;
        CryptographicOperations.ZeroMemory(privateKey);
        await End();
    }

    public async Task End()
    {
        // The key first: whatever else of the row survives, in a backup or after a kill, opens no more.
        await vault.Erase(Tenant, [GrainObject.Of(Key)], CancellationToken.None);
        // Also a row whose key went before a kill: it reads as no record.
        if (state.Etag is not null) await state.ClearStateAsync();
        DeactivateOnIdle();
    }

    private static StepResult SignedOut => new() { Outcome = CodeOutcome.SignedOut };

    private IAdministratorGrain Account => GrainFactory.GetGrain<IAdministratorGrain>(AdministratorKey.Of(Tenant, Now.Start!.Administrator));

    private SessionHolder Holder(AdministratorStanding standing) =>
        new() { Administrator = Now.Start!.Administrator, Name = standing.Name, Role = standing.Role, Next = standing.Next };

    private byte[]? Unwrap(byte[] secret) => Now.Start is { } start ? SessionKeys.Unwrap(Tenant, Id, secret, start.Wrapped) : null;

    // The secret is right, the time is not over, and the account has not changed since. Nobody at the door learns which of them it was.
    private async Task<AdministratorStanding?> Alive(byte[] secret, bool isThere)
    {
        if (Now.Start is not { } start)
        {
            DeactivateOnIdle();
            return null;
        }

        if (Unwrap(secret) is not { } privateKey) return null;
        CryptographicOperations.ZeroMemory(privateKey);
        var now = time.GetUtcNow();
        var standing = now < Now.Began + SessionTimes.Absolute && now < seen + SessionTimes.Idle ? await Account.Standing() : null;
        if (standing is null || standing.Epoch != start.Epoch)
        {
            await End();
            return null;
        }

        if (isThere) await Note(now);
        return standing;
    }

    private async Task<AdministratorStanding?> Passed(byte[] secret, bool isThere) =>
        await Alive(secret, isThere) is { Next: not SetUpStep.SecondFactor } standing && Now.Start!.Level == SessionLevel.Full ? standing : null;

    private async Task<bool> AwaitsCode(byte[] secret) =>
        await Alive(secret, isThere: true) is { Next: not SetUpStep.SecondFactor } && Now.Start!.Level == SessionLevel.PasswordPassed;

    // A first device, or another one after a recovery code; never on the strength of an open page alone.
    private async Task<bool> MayChangeDevice(byte[] secret) =>
        await Alive(secret, isThere: true) is { } standing && (standing.Next == SetUpStep.SecondFactor || Now.Start is { Level: SessionLevel.Full, ByRecoveryCode: true });

    private async Task Note(DateTimeOffset now)
    {
        seen = now;
        if (now - Now.Seen >= SessionTimes.NotedEvery) await this.Save(state, Now with { Seen = now });
    }

    private async Task<StepResult> Step(byte[] secret, bool byRecoveryCode, Func<SessionStep, Task<CodeResult>> spend)
    {
        var ticket = new SessionTicket { Session = Id16.Random(), Secret = SessionKeys.NewSecret() };
        var start = Now.Start!;
        var privateKey = Unwrap(secret)!;
        try
        {
            var result = await spend(new SessionStep { From = Id, To = ticket.Session, Epoch = start.Epoch });
            if (result.Outcome != CodeOutcome.Right) return new StepResult { Outcome = result.Outcome, LockedUntil = result.LockedUntil };
            await GrainFactory.GetGrain<IAdminSessionGrain>(AdminSessionKey.Of(Tenant, ticket.Session)).Begin(start with
            {
                Epoch = result.Epoch,
                Level = SessionLevel.Full,
                Wrapped = SessionKeys.Wrap(Tenant, ticket.Session, ticket.Secret, privateKey),
                ByRecoveryCode = byRecoveryCode,
            });
            await End();
            return new StepResult { Outcome = CodeOutcome.Right, Ticket = ticket, RecoveryCodesLeft = result.RecoveryCodesLeft };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    private ShownOnce? Shown(byte[] secret)
    {
        if (Now.Shown is not { } envelope || SessionKeys.OpenShown(Tenant, Id, secret, envelope) is not { } plain) return null;
        try
        {
            return JsonSerializer.Deserialize(plain, ShownOnceJson.Default.ShownOnce);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private async Task Show(byte[] secret, ShownOnce shown)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(shown, ShownOnceJson.Default.ShownOnce);
        try
        {
            await this.Save(state, Now with { Shown = SessionKeys.SealShown(Tenant, Id, secret, plain) });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
