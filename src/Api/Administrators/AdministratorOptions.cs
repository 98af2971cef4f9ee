using System.ComponentModel.DataAnnotations;

namespace Spot.Api.Administrators;

/// <summary>What a password costs. Section <c>Administrators</c> of the settings. The defaults are the second choice of RFC 9106, section 4; each account
/// stores what its own password was hashed with, so they can be raised at any time.</summary>
public sealed class AdministratorOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Administrators";

    /// <summary>Memory of one run, in KiB.</summary>
    [Range(32, 4 * 1024 * 1024, ErrorMessage = "Administrators:MemoryKiB must be between 32 and 4194304.")]
    public int MemoryKiB { get; set; } = 64 * 1024;

    /// <summary>Passes over the memory.</summary>
    [Range(1, 64, ErrorMessage = "Administrators:Passes must be between 1 and 64.")]
    public int Passes { get; set; } = 3;

    /// <summary>Lanes.</summary>
    [Range(1, 16, ErrorMessage = "Administrators:Lanes must be between 1 and 16.")]
    public int Lanes { get; set; } = 4;

    /// <summary>How many passwords are worked on at once; 0: half the processors, at least one.</summary>
    [Range(0, 64, ErrorMessage = "Administrators:AtOnce must be between 0 and 64.")]
    public int AtOnce { get; set; }

    /// <summary>How many wait for that in all; whoever comes then is told so at once, unless another company has the longer line: its last one is told so instead.</summary>
    [Range(0, 10_000, ErrorMessage = "Administrators:Waiting must be between 0 and 10000.")]
    public int Waiting { get; set; } = 128;

    /// <summary>How many of one company wait at most.</summary>
    [Range(0, 1_000, ErrorMessage = "Administrators:WaitingEach must be between 0 and 1000.")]
    public int WaitingEach { get; set; } = 12;
}
