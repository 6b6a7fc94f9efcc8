using System.Text;
using TraumaCapacity.Application.Data.Exports;

namespace TraumaCapacity.Application.Tests.Data;

public sealed class CsvTableTests
{
    [Fact]
    public void Text_that_a_spreadsheet_would_run_is_disarmed_and_numbers_keep_their_sign()
    {
        var file = Encoding.UTF8.GetString(CsvTable.Write(
            ["=Name", "n"],
            [["=1+1", -2], ["+x", 2], ["-x", 0], ["@x", null], ["\tx", true], ["\rx", new DateOnly(2026, 5, 1)], ["－x", 1.5m], ["Érable, « Le »", "a\"b"]]));

        file.Should().Be(
            "\uFEFF'=Name,n\r\n'=1+1,-2\r\n'+x,2\r\n'-x,0\r\n'@x,\r\n'\tx,1\r\n\"'\rx\",2026-05-01\r\n'－x,1.5\r\n\"Érable, « Le »\",\"a\"\"b\"\r\n");
    }
}
