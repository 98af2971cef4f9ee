using System.Collections.Concurrent;
using System.Reflection;
using Spot.Grains.Abstractions.Identity;

namespace Spot.Silo.Hosting;

/// <summary>Decides whether a call is answered. Pure, so that a test can walk every method with every caller.</summary>
public static class CallerRule
{
    /// <summary>Who may ask for what belongs to the installation, whatever a method says.</summary>
    public const CallerKind OfInstallation = CallerKind.Service | CallerKind.Operator;

    private static readonly ConcurrentDictionary<MethodInfo, CallerKind> Declared = new();

    /// <summary>Whether a method is one of Spot's own: Orleans' system grains, reminders and extensions are its own business.</summary>
    public static bool Covers(MethodInfo? method)
    {
        var name = method?.DeclaringType?.Assembly.GetName().Name;
        return name is not null && (name.StartsWith("Spot.", StringComparison.Ordinal) || name == "spot");
    }

    /// <summary>Why the call is refused; null when it is answered.</summary>
    /// <param name="method">The method of the grain's interface.</param>
    /// <param name="key">The primary key of the grain asked.</param>
    /// <param name="caller">The stamp on the call.</param>
    public static string? Refusal(MethodInfo method, string? key, Caller caller)
    {
        var who = Declared.GetOrAdd(method, static m => m.GetCustomAttribute<AsksAttribute>()?.Who ?? CallerKind.None);
        if (who == CallerKind.None) return "the method does not say who may ask it";
        if (!GrainKey.TryParse(key, out var target)) return "the grain's key is not one of Spot's";
        // A stamp is one kind: a combination would pass for either.
        if (caller.Kind == CallerKind.None) return "the call carries no stamp";
        if (!Enum.IsDefined(caller.Kind)) return "the stamp names more than one kind of caller";
        if ((who & caller.Kind) == 0) return "the method answers others";
        if (target.Tenant.IsInstallation)
            return (OfInstallation & caller.Kind) == 0 ? "the installation answers itself and its operator only" : null;
        if (caller.Tenant == target.Tenant) return null;
        // Setting a company up is the installation's own work; nothing else of a company answers the operator.
        return caller.Tenant.IsInstallation && (who & CallerKind.Operator) != 0 ? null : "the caller is of another company";
    }
}
