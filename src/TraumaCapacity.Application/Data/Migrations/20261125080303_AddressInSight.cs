using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TraumaCapacity.Application.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddressInSight : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_person_work_email",
                schema: "programme",
                table: "person");

            migrationBuilder.CreateTable(
                name: "demo_fill",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demo_fill", x => x.id);
                    table.CheckConstraint("ck_demo_fill_one", "id = 1");
                });

            migrationBuilder.CreateIndex(
                name: "ix_person_work_email",
                schema: "programme",
                table: "person",
                column: "work_email");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "demo_fill",
                schema: "app");

            migrationBuilder.DropIndex(
                name: "ix_person_work_email",
                schema: "programme",
                table: "person");

            migrationBuilder.CreateIndex(
                name: "ix_person_work_email",
                schema: "programme",
                table: "person",
                column: "work_email",
                unique: true);
        }
    }
}
