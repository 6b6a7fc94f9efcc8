using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Counts failed sign-ins from one network address. (Failures at one account rest that account: the store counts
/// those, so that they also hold between servers.)</summary>
public sealed partial class SignInThrottle(TimeProvider clock, ILogger<SignInThrottle> logger)
{
    /// <summary>How many failures an address has in a window before it waits.</summary>
    public const int Limit = 30;

    /// <summary>How long failures are remembered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int MostAddresses = 100_000;
    private readonly ConcurrentDictionary<IPAddress, Count> failures = new();

    /// <summary>Whether the address may try now.</summary>
    public bool Allows(IPAddress? address) =>
        !failures.TryGetValue(Network(address), out var count) || count.Until <= clock.GetUtcNow() || count.Failures < Limit;

    /// <summary>Remembers a failure.</summary>
    public void Failed(IPAddress? address)
    {
        var now = clock.GetUtcNow();
        if (failures.Count >= MostAddresses)
        {
            foreach (var (key, count) in failures)
            {
                if (count.Until <= now)
                    failures.TryRemove(key, out _);
            }
        }

        var counted = failures.AddOrUpdate(
            Network(address),
            _ => new Count(1, now + Window),
            (_, count) => count.Until <= now ? new Count(1, now + Window) : count with { Failures = count.Failures + 1 });
        if (counted.Failures == Limit)
            LogResting(logger, counted.Until);
    }

    // The address is a person's, so it is not written down.
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A network address failed to sign in too often; it waits until {Until}")]
    private static partial void LogResting(ILogger logger, DateTimeOffset until);

    /// <summary>One household or office has a whole /64 of IPv6 addresses.</summary>
    private static IPAddress Network(IPAddress? address)
    {
        address ??= IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed record Count(int Failures, DateTimeOffset Until);
}
