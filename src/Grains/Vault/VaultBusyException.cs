namespace Spot.Grains.Vault;

/// <summary>The vault did not confirm what was asked: its queue or the disk is full, or the outcome is not known. A repeat is safe and meets itself.</summary>
public sealed class VaultBusyException() : Exception("The vault did not confirm the change; it can be asked again.");
