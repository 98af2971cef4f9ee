namespace Spot.Grains.Trust;

/// <summary>Where the key of the authority over record keys lies: apart from the data, so that it can be taken away and locked up. It is needed
/// at the first start and once a year.</summary>
public interface IRecordAuthority
{
    /// <summary>The authority's certificate and private key, PEM; null when it is not there.</summary>
    string? Read();

    /// <summary>Keeps a new authority's certificate and private key, durably, for nobody but the user Spot runs as. There must be none.</summary>
    void Write(string pem);

    /// <summary>Lays the certificates (no key) beside the data, for whoever checks a record without a server.</summary>
    void Publish(string pem);
}
