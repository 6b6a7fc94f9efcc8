using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Tests.Identity;

public sealed class SignInThrottleTests
{
    private readonly Clock clock = new();

    [Fact]
    public void An_address_waits_after_too_many_failures_and_may_try_again_later()
    {
        var throttle = new SignInThrottle(clock, NullLogger<SignInThrottle>.Instance);
        var address = IPAddress.Parse("203.0.113.7");
        for (var i = 0; i < SignInThrottle.Limit; i++)
        {
            throttle.Allows(address).Should().BeTrue();
            throttle.Failed(address);
        }

        throttle.Allows(address).Should().BeFalse();
        throttle.Allows(IPAddress.Parse("203.0.113.8")).Should().BeTrue();
        clock.Now += SignInThrottle.Window;
        throttle.Allows(address).Should().BeTrue();
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.9", false)]
    public void A_network_counts_as_one_address(string failing, string asking, bool same)
    {
        var throttle = new SignInThrottle(clock, NullLogger<SignInThrottle>.Instance);
        for (var i = 0; i < SignInThrottle.Limit; i++)
            throttle.Failed(IPAddress.Parse(failing));

        throttle.Allows(IPAddress.Parse(asking)).Should().Be(!same);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
