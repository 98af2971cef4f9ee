using System.Reflection;
using Orleans.TestingHost;
using Spot.Grains.Abstractions.Identity;
using Spot.Silo.Hosting;

namespace Spot.Silo.Tests.Hosting;

/// <summary>Who may call: against a running silo, with grains that only say who called them.</summary>
public sealed class CallerFilterTests(CallerFilterTests.OneSilo silo) : IClassFixture<CallerFilterTests.OneSilo>
{
    private static readonly TenantId Acme = TenantId.Random();
    private static readonly TenantId Other = TenantId.Random();

    public static TheoryData<CallerKind> EveryKind => [CallerKind.None, CallerKind.Reporter, CallerKind.Administrator, CallerKind.Service, CallerKind.Operator];

    [Theory, MemberData(nameof(EveryKind))]
    public async Task A_method_answers_the_kinds_it_names_and_no_other(CallerKind kind)
    {
        if (kind is CallerKind.Reporter or CallerKind.Service) Assert.Equal(kind, await As(kind, Acme, g => g.ForReportersAndService()));
        else await Refused(() => As(kind, Acme, g => g.ForReportersAndService()));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public Task A_method_that_names_nobody_answers_nobody(CallerKind kind) => Refused(() => As(kind, Acme, g => g.ForNobody()));

    [Theory, MemberData(nameof(EveryKind))]
    public Task A_caller_of_another_company_is_refused(CallerKind kind) => Refused(() => As(kind, Other, g => g.ForAll()));

    [Theory, MemberData(nameof(EveryKind))]
    public async Task The_installation_answers_its_service_and_its_operator_only(CallerKind kind)
    {
        if (kind is CallerKind.Service or CallerKind.Operator) Assert.Equal(kind, await As(kind, Acme, g => g.ForAll(), TenantId.Installation));
        else await Refused(() => As(kind, Acme, g => g.ForAll(), TenantId.Installation));
    }

    [Fact]
    public Task A_stamp_of_two_kinds_at_once_is_refused() => Refused(() => As(CallerKind.Reporter | CallerKind.Service, Acme, g => g.ForAll()));

    [Fact]
    public Task A_key_of_another_shape_is_refused() => Refused(async () =>
    {
        Caller.Stamp(CallerKind.Service, Acme);
        await silo.Grains.GetGrain<IWhoAsksGrain>("plain").ForAll();
    });

    [Fact]
    public async Task What_a_grain_asks_another_counts_as_the_service_of_its_company()
    {
        var seen = await As(CallerKind.Reporter, Acme, g => g.AskAnother(Acme));
        Assert.Equal((CallerKind.Service, Acme), (seen.Kind, seen.Tenant));
    }

    [Fact]
    public async Task A_grain_keeps_its_own_caller_after_asking_another() =>
        Assert.Equal(CallerKind.Reporter, await As(CallerKind.Reporter, Acme, g => g.CallerAfterAsking(Acme)));

    [Fact]
    public Task A_grain_cannot_ask_into_another_company() => Refused(() => As(CallerKind.Reporter, Acme, g => g.AskAnother(Other)));

    [Fact]
    public async Task A_grain_may_ask_the_installation() =>
        Assert.Equal(CallerKind.Service, (await As(CallerKind.Reporter, Acme, g => g.AskAnother(TenantId.Installation))).Kind);

    [Fact]
    public async Task A_timer_asks_as_the_service_of_its_grain()
    {
        var seen = await As(CallerKind.Reporter, Acme, g => g.AskFromTimer());
        Assert.Equal((CallerKind.Service, Acme), (seen.Kind, seen.Tenant));
    }

    [Fact]
    public void Every_method_of_every_grain_says_who_may_ask_it()
    {
        var silent = GrainMethods().Where(m => m.GetCustomAttribute<AsksAttribute>() is null or { Who: CallerKind.None });
        Assert.Empty(silent.Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Fact]
    public void Every_method_answers_exactly_whom_it_names()
    {
        var wrong = new List<string>();
        foreach (var method in GrainMethods())
        {
            var who = method.GetCustomAttribute<AsksAttribute>()?.Who ?? CallerKind.None;
            foreach (var kind in EveryKind.Select(row => row.Data))
            {
                foreach (var caller in (TenantId[])[Acme, Other, TenantId.Installation])
                {
                    foreach (var owner in (TenantId[])[Acme, TenantId.Installation])
                    {
                        var expected = kind != CallerKind.None && who.HasFlag(kind)
                            && (owner.IsInstallation ? kind is CallerKind.Service or CallerKind.Operator
                                : caller == owner || (caller.IsInstallation && who.HasFlag(CallerKind.Operator)));
                        var key = new GrainKey(owner, "thing", "x").ToString();
                        if (CallerRule.Refusal(method, key, new Caller(kind, caller)) is null != expected)
                            wrong.Add($"{method.DeclaringType!.Name}.{method.Name}: {kind} of {caller} asking {owner}, expected {expected}");
                    }
                }
            }
        }
        Assert.Empty(wrong);
    }

    private static List<MethodInfo> GrainMethods()
    {
        var methods = typeof(Caller).Assembly.GetTypes()
            .Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t))
            .SelectMany(t => t.GetMethods()).ToList();
        Assert.True(methods.Count > 20, "the grain interfaces were not found");
        return methods;
    }

    private static async Task Refused(Func<Task> call) => await Assert.ThrowsAsync<CallerRefusedException>(call);

    private async Task<T> As<T>(CallerKind kind, TenantId caller, Func<IWhoAsksGrain, Task<T>> ask, TenantId? owner = null)
    {
        RequestContext.Clear();
        if (kind != CallerKind.None) Caller.Stamp(kind, caller);
        return await ask(silo.Grains.GetGrain<IWhoAsksGrain>(WhoAsksGrain.KeyIn(owner ?? Acme)));
    }

    public sealed class OneSilo : IAsyncLifetime
    {
        private InProcessTestCluster? cluster;

        public IGrainFactory Grains => cluster!.Client;

        public async ValueTask InitializeAsync()
        {
            var builder = new InProcessTestClusterBuilder(1);
            builder.ConfigureSilo((_, silo) => silo.AddSpotCallers());
            cluster = builder.Build();
            await cluster.DeployAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (cluster is not null) await cluster.DisposeAsync();
        }
    }
}
