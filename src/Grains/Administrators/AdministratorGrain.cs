using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spot.Grains.Abstractions.Administrators;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Abstractions.Tenants;
using Spot.Grains.Operations;
using Spot.Grains.Vault;

namespace Spot.Grains.Administrators;

/// <summary>One account. It never waits for a session that may be waiting for it: sessions hear of their end one way.</summary>
[GrainType("admin")]
internal sealed partial class AdministratorGrain(
    [PersistentState("state", "spot")] IPersistentState<AdministratorState> state,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time,
    IVault vault,
    ILogger<AdministratorGrain> logger) : Grain, IAdministratorGrain
{
    private const string PrivateKind = "spot.admin.private";
    private const int MostSessions = 20;
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);

    // What Standing tells while a write is under way: the state before it.
    private AdministratorStanding? standing;
    private IGrainTimer? delivery;

    private AdministratorState Now => state.State;

    private GrainKey Key => GrainKey.Parse(this.GetPrimaryKeyString());

    private TenantId Tenant => Key.Tenant;

    private Id16 Id => Id16.Parse(Key.Id);

    private ITenantGrain Company => GrainFactory.GetGrain<ITenantGrain>(TenantKey.Of(Tenant));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Stand();
        if (Now.Pending.Count > 0) DeliverLater(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public Task<string?> PasswordParameters() => Task.FromResult(Now.Epoch == 0 ? null : Now.Parameters);

    public Task<AdministratorStanding?> Standing() => Task.FromResult(standing);

    public async Task<SessionTicket?> Create(InviteTerms terms, NewAccount account)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(account);
        if (Now.Epoch > 0) return IsPassword(account.Password) ? await Open(account.Password, Now) : null;

        using var pair = HpkeKeyPair.Generate();
        using var kek = Key32.FromBytes(account.Password.Kek);
        return await Open(account.Password, new AdministratorState
        {
            Epoch = 1,
            Name = account.Name,
            Title = account.Title,
            Mail = account.Mail,
            Role = terms.Role,
            FirstOwner = terms.FirstOwner,
            Parameters = account.Parameters,
            Verifier = SHA256.HashData(account.Password.Verifier),
            PrivateKey = Sealer.Seal(kek, PrivatePlace(1), pair.Private.Bytes, Padding.None),
            PublicKey = pair.Public.ToArray(),
            KeyNumber = 1,
            CodeKey = RandomNumberGenerator.GetBytes(RecoveryCodes.KeySize),
        });
    }

    public async Task<SignInResult> SignIn(PasswordProof password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (Now.Epoch == 0) return new SignInResult();
        if (Locked() is { } until) return new SignInResult { LockedUntil = until };
        if (!IsPassword(password))
        {
            var wrong = Now.WrongPasswords + 1;
            await Save(Now with { WrongPasswords = wrong, LockedUntil = Lockout.After(wrong, time.GetUtcNow()) });
            return new SignInResult();
        }

        return new SignInResult { Ticket = await Open(password, Now with { WrongPasswords = 0 }) };
    }

    public async Task<byte[]> NewSecondFactor(Id16 session)
    {
        // The same one while one browser tries, so that what it scanned stays good; never one that another browser may have seen before.
        if (Now.NewDevice is null || Now.NewDeviceFor != session) await Save(Now with { NewDevice = SecondFactor.NewSecret(), NewDeviceFor = session });
        return Now.NewDevice!;
    }

    public async Task<CodeResult> ConfirmSecondFactor(SessionStep step, string code)
    {
        if (Refused(step) is { } refused) return refused;
        if (Now.NewDevice is not { } device || Now.NewDeviceFor != step.From) return Of(CodeOutcome.SignedOut);
        if (SecondFactor.StepOf(device, code, time.GetUtcNow()) is not { } timeStep) return await Wrong();
        // Claimed first: of two people with links for a first owner only one ever gets further than this.
        if (Now is { FirstOwner: true, Device: null } && !await Company.ClaimFirstOwner(Id)) return Of(CodeOutcome.OwnerExists);
        var before = Now.Sessions;
        var next = Now with { Epoch = Now.Epoch + 1, Device = device, NewDevice = null, NewDeviceFor = null, SpentStep = timeStep, WrongCodes = 0, LockedUntil = null };
        await Save(With(next, step.To, full: true) with { Pending = [Entry(next)] });
        foreach (var session in before) Session(session.Session).End().Ignore();
        await Deliver();
        return Of(CodeOutcome.Right);
    }

    public async Task<CodeResult> SpendCode(SessionStep step, string code)
    {
        if (Refused(step) is { } refused) return refused;
        if (Now.Device is not { } device) return Of(CodeOutcome.SignedOut);
        if (SecondFactor.StepOf(device, code, time.GetUtcNow()) is not { } timeStep) return await Wrong();
        if (timeStep <= Now.SpentStep) return Of(CodeOutcome.Used);
        await Save(With(Now with { SpentStep = timeStep, WrongCodes = 0, LockedUntil = null }, step.To, full: true));
        return Of(CodeOutcome.Right);
    }

    public async Task<CodeResult> SpendRecoveryCode(SessionStep step, string code)
    {
        if (Refused(step) is { } refused) return refused;
        if (Now.Device is null) return Of(CodeOutcome.SignedOut);
        if (RecoveryCodes.Without(Now.Codes, RecoveryCodes.Hash(Now.CodeKey, code)) is not { } left) return await Wrong();
        await Save(With(Now with { Codes = left, WrongCodes = 0, LockedUntil = null }, step.To, full: true));
        return Of(CodeOutcome.Right);
    }

    public async Task<IReadOnlyList<string>> NewRecoveryCodes()
    {
        var codes = RecoveryCodes.New();
        await Save(Now with { Codes = [.. codes.Select(code => RecoveryCodes.Hash(Now.CodeKey, code)!)], CodesKept = false });
        return codes;
    }

    public async Task KeptRecoveryCodes()
    {
        if (!Now.CodesKept) await Save(Now with { CodesKept = true });
    }

    public async Task KeptRecoveryKey()
    {
        if (!Now.RecoveryKept) await Save(Now with { RecoveryKept = true });
    }

    public async Task SweepSessions()
    {
        var now = time.GetUtcNow();
        if (!Now.Sessions.Any(s => s.Until <= now)) return;
        var over = Now.Sessions.Where(s => s.Until <= now).ToArray();
        // Ended before forgotten: the other way round, a kill in between would leave a row that nobody knows.
        foreach (var session in over) Session(session.Session).End().Ignore();
        await Save(Now with { Sessions = [.. Now.Sessions.Except(over)] });
    }

    public async Task EraseUnfinished()
    {
        if (Now.Device is not null) return;
        if (Now.Epoch > 0)
        {
            foreach (var session in Now.Sessions) Session(session.Session).End().Ignore();
            await GrainFactory.GetGrain<ILoginGrain>(LoginKey.Of(Tenant, MailAddress.LookUp(await Company.Salt(), Now.Mail))).Release(Id);
            // The key first, as everywhere: whatever of the row a backup keeps opens no more.
            if (await vault.Erase(Tenant, [GrainObject.Of(Key)], CancellationToken.None) == EraseOutcome.Held) return;
        }

        // Also a row whose key went before a kill: it reads as no account.
        if (state.Etag is not null) await state.ClearStateAsync();
        Stand();
        DeactivateOnIdle();
    }

    private bool IsPassword(PasswordProof password) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(password.Verifier), Now.Verifier);

    // Writes the account with one more session in it, then begins that session.
    private async Task<SessionTicket> Open(PasswordProof password, AdministratorState next)
    {
        using var kek = Key32.FromBytes(password.Kek);
        var privateKey = Sealer.Open(kek, PrivatePlace(next.KeyNumber), next.PrivateKey);
        try
        {
            var ticket = new SessionTicket { Session = Id16.Random(), Secret = SessionKeys.NewSecret() };
            var start = new SessionStart
            {
                Administrator = Id,
                Epoch = next.Epoch,
                Level = SessionLevel.PasswordPassed,
                Wrapped = SessionKeys.Wrap(Tenant, ticket.Session, ticket.Secret, privateKey),
            };
            await Save(With(next, ticket.Session, full: false));
            await Session(ticket.Session).Begin(start);
            return ticket;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    // The newest of each kind: whoever knows only the password ends no session of somebody who gave the code as well.
    private AdministratorState With(AdministratorState next, Id16 session, bool full)
    {
        var now = time.GetUtcNow();
        var all = next.Sessions.Where(s => s.Until > now).Append(new KnownSession { Session = session, Until = now + SessionTimes.Absolute, Full = full });
        IReadOnlyList<KnownSession> kept = [.. all.GroupBy(s => s.Full).SelectMany(kind => kind.TakeLast(MostSessions))];
        foreach (var gone in next.Sessions.Except(kept)) Session(gone.Session).End().Ignore();
        return next with { Sessions = kept };
    }

    private IAdminSessionGrain Session(Id16 session) => GrainFactory.GetGrain<IAdminSessionGrain>(AdminSessionKey.Of(Tenant, session));

    private SealContext PrivatePlace(int keyNumber) => new(Tenant, PrivateKind, Id, keyNumber);

    private DateTimeOffset? Locked() => Now.LockedUntil is { } until && until > time.GetUtcNow() ? until : null;

    private CodeResult? Refused(SessionStep step) =>
        Now.Epoch == 0 || step.Epoch != Now.Epoch ? Of(CodeOutcome.SignedOut)
        : Locked() is { } until ? Of(CodeOutcome.Locked) with { LockedUntil = until }
        : null;

    private async Task<CodeResult> Wrong()
    {
        var wrong = Now.WrongCodes + 1;
        await Save(Now with { WrongCodes = wrong, LockedUntil = Lockout.After(wrong, time.GetUtcNow()) });
        return Of(CodeOutcome.Wrong);
    }

    private CodeResult Of(CodeOutcome outcome) => new() { Outcome = outcome, Epoch = Now.Epoch, RecoveryCodesLeft = Now.Codes.Count };

    private AdministratorEntry Entry(AdministratorState of) => new()
    {
        Administrator = Id,
        Name = of.Name,
        Title = of.Title,
        Role = of.Role,
        PublicKey = of.PublicKey,
        KeyNumber = of.KeyNumber,
        Epoch = of.Epoch,
    };

    private async Task Save(AdministratorState next)
    {
        await this.Save(state, next);
        Stand();
    }

    private void Stand() => standing = Now.Epoch == 0 ? null : new AdministratorStanding { Epoch = Now.Epoch, Name = Now.Name, Role = Now.Role, Next = Now.Next };

    private void DeliverLater(TimeSpan after) => delivery ??= this.RegisterGrainTimer(_ => Deliver(), after, TryAgain);

    // Repeatable: the company ignores what it has heard. What was delivered stays in the row until the next write of this kind replaces it.
    private async Task Deliver()
    {
        try
        {
            foreach (var entry in Now.Pending) await Company.Announce(entry);
            if (Now.Pending.Count > 0) await Save(Now with { Pending = [] });
            delivery?.Dispose();
            delivery = null;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            Log.NotAnnounced(logger, failure.GetType().Name);
            DeliverLater(TryAgain);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key directory has not heard of a change yet ({Failure}); it is told again.")]
        public static partial void NotAnnounced(ILogger logger, string failure);
    }
}
