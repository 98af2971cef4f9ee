using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Spot.Api.Hosting;
using Spot.Grains.Abstractions.Identity;
using Spot.Grains.Journal;
using Spot.Silo.Hosting;
using Assembly = System.Reflection.Assembly;

namespace Spot.Architecture.Tests;

/// <summary>Which floor of the house may know which. Orleans' generated proxies are left out: they follow from what is written.</summary>
public sealed class HouseTests
{
    private static readonly Assembly Abstractions = typeof(Caller).Assembly;
    private static readonly Assembly Grains = typeof(IJournal).Assembly;
    private static readonly Assembly Silo = typeof(SpotSilo).Assembly;
    private static readonly Assembly Api = typeof(SpotApi).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies(Abstractions, Grains, Silo, Api).Build();

    [Fact]
    public void Abstractions_know_Orleans_and_the_base_library_only() =>
        KnowNothing(Abstractions, "Spot.Grains", "Spot.Silo", "Spot.Api", "Microsoft.AspNetCore", "System.Net", "System.Data", "Microsoft.Data");

    [Fact]
    public void Grains_know_no_network_no_pages_and_no_SQL() =>
        KnowNothing(Grains, "Spot.Silo", "Spot.Api", "Microsoft.AspNetCore", "System.Net", "System.Data", "Microsoft.Data", "Npgsql", "DbUp");

    [Fact]
    public void The_front_door_knows_no_grain_no_silo_and_no_storage() =>
        KnowNothing(Api, "Spot.Grains", "Spot.Silo", "System.Data", "Microsoft.Data", "Npgsql", "Orleans.Storage");

    [Fact]
    public void The_silo_does_not_know_the_front_door() =>
        KnowNothing(Silo, "Spot.Api", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Components");

    [Fact]
    public void Projects_reference_what_the_house_allows()
    {
        Assert.Equal([], OwnReferences(Abstractions));
        Assert.Equal(["Spot.Grains.Abstractions"], OwnReferences(Grains));
        Assert.Equal(["Spot.Grains", "Spot.Grains.Abstractions"], OwnReferences(Silo));
        Assert.Equal(["Spot.Grains.Abstractions"], OwnReferences(Api));
    }

    [Fact]
    public void The_rule_would_notice()
    {
        // The silo does know the grains: if this came back empty, the rules above would prove nothing.
        Assert.NotEmpty(Breaches(Silo, ["Spot.Grains"]));
    }

    [Fact]
    public void Grains_take_the_grains_clock()
    {
        // A plain TimeProvider is the process's own, which no test may replace: the silo's health depends on it.
        var plain = Grains.GetTypes().Where(typeof(Grain).IsAssignableFrom)
            .SelectMany(t => t.GetConstructors()).SelectMany(c => c.GetParameters(), (c, p) => (c.DeclaringType, Parameter: p))
            .Where(x => x.Parameter.ParameterType == typeof(TimeProvider) && !x.Parameter.IsDefined(typeof(Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute), false));
        Assert.Empty(plain.Select(x => x.DeclaringType!.Name));
    }

    private static void KnowNothing(Assembly floor, params string[] forbidden) => Assert.Empty(Breaches(floor, forbidden));

    private static IEnumerable<string> Breaches(Assembly floor, string[] forbidden)
    {
        var own = House.Types.Where(t => In(t, floor.GetName().Name!)
            && !t.FullName.StartsWith("OrleansCodeGen", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(own);
        return own.SelectMany(type => type.Dependencies.Select(d => d.Target).Where(target => forbidden.Any(f => Below(target, f)))
            .Select(target => $"{type.FullName} -> {target.FullName}")).Distinct();
    }

    // Spot.Grains and Spot.Grains.Abstractions share a namespace's beginning; the assembly tells them apart.
    private static bool Below(IType target, string name) => name == "Spot.Grains"
        ? In(target, "Spot.Grains")
        : target.FullName.StartsWith(name + ".", StringComparison.Ordinal);

    // The loader knows no assembly for some types that the compiler makes (a generated parser's).
    private static bool In(IType type, string assembly) => type.Assembly is { } from && from.Name.Split(',')[0] == assembly;

    private static IEnumerable<string> OwnReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Spot.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
