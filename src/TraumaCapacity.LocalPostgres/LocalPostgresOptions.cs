namespace TraumaCapacity.LocalPostgres;

/// <summary>Where the private server keeps its data, and which programs run it.</summary>
public sealed class LocalPostgresOptions
{
    /// <summary>
    /// The folder that holds everything of one server: <c>data</c> (the cluster), <c>run</c> (the socket),
    /// <c>log</c> and <c>secrets</c>. Made when missing. One launcher at a time may use it.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder with initdb, pg_ctl and postgres; when null they are looked for in the usual places.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>
    /// Trades durability for speed (no fsync, no autovacuum, no checksums). Only for data that is thrown away.
    /// </summary>
    public bool ForTests { get; init; }
}
