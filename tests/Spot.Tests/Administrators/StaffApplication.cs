using Spot.Testing.Application;

namespace Spot.Tests.Administrators;

/// <summary>The whole application with a clock of its own and a first owner, for the tests of one class.</summary>
public sealed class StaffApplication : IAsyncLifetime
{
    /// <summary>The application.</summary>
    public SpotApplication Spot { get; private set; } = null!;

    /// <summary>Its first owner.</summary>
    public StaffMember Maya { get; private set; } = null!;

    /// <summary>How the first page after the set-up came.</summary>
    public async ValueTask InitializeAsync()
    {
        Spot = await SpotApplication.Start(fakeClock: true);
        Maya = await StaffMember.FirstOwner(Spot);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Maya.Dispose();
        await Spot.DisposeAsync();
    }
}
