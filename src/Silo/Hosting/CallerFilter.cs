using Spot.Grains.Abstractions.Identity;

namespace Spot.Silo.Hosting;

/// <summary>The one place where a call is let in: every method of every grain of Spot passes here (docs: "Who may call").</summary>
public sealed class CallerFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    /// <exception cref="CallerRefusedException">The method does not answer this caller.</exception>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var method = context.InterfaceMethod;
        if (!CallerRule.Covers(method)) return context.Invoke();
        var caller = Caller.Current;
        return CallerRule.Refusal(method, context.TargetId.Key.ToString(), caller) is { } why
            ? throw new CallerRefusedException($"{method.DeclaringType!.Name}.{method.Name}", caller.Kind, why)
            : context.Invoke();
    }
}
