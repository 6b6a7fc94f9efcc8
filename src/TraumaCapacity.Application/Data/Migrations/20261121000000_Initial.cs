using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TraumaCapacity.Application.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "audit");

            migrationBuilder.EnsureSchema(
                name: "evidence");

            migrationBuilder.EnsureSchema(
                name: "programme");

            migrationBuilder.EnsureSchema(
                name: "raw_evidence");

            migrationBuilder.EnsureSchema(
                name: "app");

            migrationBuilder.EnsureSchema(
                name: "identity_key");

            migrationBuilder.EnsureSchema(
                name: "account");

            migrationBuilder.EnsureSchema(
                name: "release");

            migrationBuilder.CreateTable(
                name: "audit_event",
                schema: "audit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    entity = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    entity_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true),
                    request_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "codebook_version",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_label = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_codebook_version", x => x.id);
                    table.CheckConstraint("ck_codebook_version_status_known", "\"status\" in ('DRAFT', 'PUBLISHED', 'RETIRED')");
                });

            migrationBuilder.CreateTable(
                name: "coder_exposure_day",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    flagged_passages = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coder_exposure_day", x => x.id);
                    table.CheckConstraint("ck_coder_exposure_day_count", "flagged_passages >= 0");
                });

            migrationBuilder.CreateTable(
                name: "curriculum",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name_en = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    name_fr = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    version_label = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    planned_sessions = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_curriculum", x => x.id);
                    table.CheckConstraint("ck_curriculum_language_known", "\"language\" in ('ENGLISH', 'FRENCH')");
                    table.CheckConstraint("ck_curriculum_sessions", "planned_sessions between 1 and 52");
                });

            migrationBuilder.CreateTable(
                name: "disclosure_policy_version",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    parameters = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_policy_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "draft",
                schema: "app",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    form_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draft", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_wave",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_wave", x => x.id);
                    table.CheckConstraint("ck_evaluation_wave_period", "starts_on <= ends_on");
                });

            migrationBuilder.CreateTable(
                name: "one_time_link",
                schema: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_one_time_link", x => x.id);
                    table.CheckConstraint("ck_one_time_link_account", "(purpose = 'SET_PASSWORD') = (user_id is not null)");
                    table.CheckConstraint("ck_one_time_link_purpose_known", "\"purpose\" in ('SET_PASSWORD', 'CREATE_ADMINISTRATOR')");
                });

            migrationBuilder.CreateTable(
                name: "organization",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    public_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    jurisdiction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    setting = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service_language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    official_language_minority = table.Column<bool>(type: "boolean", nullable: false),
                    indigenous_led = table.Column<bool>(type: "boolean", nullable: true),
                    governance_regime = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    joined_on = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization", x => x.id);
                    table.CheckConstraint("ck_organization_governance_regime_known", "\"governance_regime\" in ('STANDARD', 'OCAP', 'INUIT_NISR', 'METIS', 'COMMUNITY_AGREEMENT')");
                    table.CheckConstraint("ck_organization_jurisdiction_known", "\"jurisdiction\" in ('AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT')");
                    table.CheckConstraint("ck_organization_period", "left_on is null or joined_on <= left_on");
                    table.CheckConstraint("ck_organization_service_language_known", "\"service_language\" in ('ENGLISH', 'FRENCH', 'BOTH', 'OTHER')");
                    table.CheckConstraint("ck_organization_setting_known", "\"setting\" in ('URBAN', 'RURAL', 'REMOTE', 'NORTHERN')");
                });

            migrationBuilder.CreateTable(
                name: "person",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    work_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "release",
                schema: "release",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    title_fr = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    cut_off = table.Column<DateOnly>(type: "date", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    codebook_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    scale_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    algorithm_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawal_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_release", x => x.id);
                    table.CheckConstraint("ck_release_approved", "(state = 'PREPARED') = (approved_by is null) and (approved_by is null) = (approved_at is null)");
                    table.CheckConstraint("ck_release_published", "case when state in ('PREPARED', 'APPROVED') then published_at is null when state in ('PUBLISHED', 'SUPERSEDED') then published_at is not null else true end");
                    table.CheckConstraint("ck_release_second_person", "approved_by is null or approved_by <> prepared_by");
                    table.CheckConstraint("ck_release_state_known", "\"state\" in ('PREPARED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'WITHDRAWN')");
                    table.CheckConstraint("ck_release_withdrawn", "(state = 'WITHDRAWN') = (withdrawn_at is not null) and (withdrawn_at is null) = (withdrawal_reason is null)");
                });

            migrationBuilder.CreateTable(
                name: "role_grant",
                schema: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_grant", x => x.id);
                    table.CheckConstraint("ck_role_grant_limit", "organization_id is null or role = 'COORDINATOR'");
                    table.CheckConstraint("ck_role_grant_role_known", "\"role\" in ('COORDINATOR', 'EVALUATOR', 'LEAD_EVALUATOR', 'DATA_CUSTODIAN', 'FUNDER', 'ADMINISTRATOR')");
                });

            migrationBuilder.CreateTable(
                name: "sign_in_session",
                schema: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "training_program",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name_en = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    name_fr = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    contact_hours = table.Column<decimal>(type: "numeric(7,2)", precision: 7, scale: 2, nullable: false),
                    minimum_attendance_ratio = table.Column<decimal>(type: "numeric(7,2)", precision: 7, scale: 2, nullable: false),
                    validity_months = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_program", x => x.id);
                    table.CheckConstraint("ck_training_program_hours", "contact_hours > 0");
                    table.CheckConstraint("ck_training_program_ratio", "minimum_attendance_ratio between 0 and 1");
                    table.CheckConstraint("ck_training_program_tier_known", "\"tier\" in ('FOUNDATION', 'CERTIFIED_FACILITATOR', 'TRAINER', 'REFRESHER')");
                    table.CheckConstraint("ck_training_program_validity", "validity_months is null or validity_months > 0");
                });

            migrationBuilder.CreateTable(
                name: "user_account",
                schema: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    is_disabled = table.Column<bool>(type: "boolean", nullable: false),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "code",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    codebook_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cell = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: true),
                    sort_order = table.Column<int>(type: "integer", nullable: false),
                    label_en = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    label_fr = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    definition_en = table.Column<string>(type: "text", nullable: false),
                    definition_fr = table.Column<string>(type: "text", nullable: false),
                    include_en = table.Column<string>(type: "text", nullable: false),
                    include_fr = table.Column<string>(type: "text", nullable: false),
                    exclude_en = table.Column<string>(type: "text", nullable: false),
                    exclude_fr = table.Column<string>(type: "text", nullable: false),
                    example_en = table.Column<string>(type: "text", nullable: false),
                    example_fr = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_code", x => x.id);
                    table.CheckConstraint("ck_code_cell", "(kind in ('CELL', 'THEME')) = (cell is not null)");
                    table.CheckConstraint("ck_code_cell_known", "\"cell\" in ('AWR-F', 'AWR-O', 'AWR-C', 'CMP-F', 'CMP-O', 'CMP-C', 'COL-F', 'COL-O', 'COL-C', 'SAF-F', 'SAF-O', 'SAF-C')");
                    table.CheckConstraint("ck_code_kind_known", "\"kind\" in ('CELL', 'THEME', 'PLAN', 'BARRIER', 'CONTEXT')");
                    table.ForeignKey(
                        name: "fk_code_codebook_version_codebook_version_id",
                        column: x => x.codebook_version_id,
                        principalSchema: "evidence",
                        principalTable: "codebook_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "curriculum_topic",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    curriculum_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title_en = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    title_fr = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_curriculum_topic", x => x.id);
                    table.ForeignKey(
                        name: "fk_curriculum_topic_curriculum_curriculum_id",
                        column: x => x.curriculum_id,
                        principalSchema: "programme",
                        principalTable: "curriculum",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "intervention_group",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    curriculum_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    planned_sessions = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    child_care_provided = table.Column<bool>(type: "boolean", nullable: false),
                    transport_provided = table.Column<bool>(type: "boolean", nullable: false),
                    enrolled_count = table.Column<int>(type: "integer", nullable: false),
                    completer_count = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_group", x => x.id);
                    table.CheckConstraint("ck_intervention_group_completers", "completer_count is null or (completer_count >= 0 and completer_count <= enrolled_count)");
                    table.CheckConstraint("ck_intervention_group_enrolled", "enrolled_count between 0 and 60");
                    table.CheckConstraint("ck_intervention_group_mode_known", "\"mode\" in ('IN_PERSON', 'VIRTUAL', 'HYBRID')");
                    table.CheckConstraint("ck_intervention_group_period", "starts_on <= ends_on");
                    table.CheckConstraint("ck_intervention_group_sessions", "planned_sessions between 1 and 52");
                    table.CheckConstraint("ck_intervention_group_status_known", "\"status\" in ('PLANNED', 'RUNNING', 'CLOSED', 'CANCELLED')");
                    table.ForeignKey(
                        name: "fk_intervention_group_curriculum_curriculum_id",
                        column: x => x.curriculum_id,
                        principalSchema: "programme",
                        principalTable: "curriculum",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_intervention_group_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "interview",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: true),
                    interviewer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interview", x => x.id);
                    table.CheckConstraint("ck_interview_kind_known", "\"kind\" in ('INDIVIDUAL', 'FOCUS_GROUP')");
                    table.CheckConstraint("ck_interview_language_known", "\"language\" in ('ENGLISH', 'FRENCH')");
                    table.CheckConstraint("ck_interview_minutes", "minutes is null or minutes between 1 and 600");
                    table.CheckConstraint("ck_interview_mode_known", "\"mode\" in ('IN_PERSON', 'VIRTUAL', 'HYBRID')");
                    table.CheckConstraint("ck_interview_number", "number >= 1");
                    table.CheckConstraint("ck_interview_state_known", "\"state\" in ('SCHEDULED', 'DE_IDENTIFYING', 'IN_REVIEW', 'RELEASED', 'RECONCILING', 'SIGNED_OFF', 'WITHDRAWN')");
                    table.ForeignKey(
                        name: "fk_interview_evaluation_wave_wave_id",
                        column: x => x.wave_id,
                        principalSchema: "evidence",
                        principalTable: "evaluation_wave",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interview_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "interviewee",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pseudonym_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interviewee", x => x.id);
                    table.ForeignKey(
                        name: "fk_interviewee_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "facilitator_affiliation",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_facilitator_affiliation", x => x.id);
                    table.CheckConstraint("ck_facilitator_affiliation_period", "ends_on is null or starts_on <= ends_on");
                    table.CheckConstraint("ck_facilitator_affiliation_role_known", "\"role\" in ('FACILITATOR', 'COORDINATOR', 'SUPERVISOR', 'PEER_SUPPORT_WORKER')");
                    table.ForeignKey(
                        name: "fk_facilitator_affiliation_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_facilitator_affiliation_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "release_cell",
                schema: "release",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    release_id = table.Column<Guid>(type: "uuid", nullable: false),
                    table = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    row_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    column_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    shown = table.Column<string>(type: "json", nullable: false),
                    sort_order = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_release_cell", x => x.id);
                    table.CheckConstraint("ck_release_cell_status_known", "\"status\" in ('SHOWN', 'PRIMARY', 'COMPLEMENTARY')");
                    table.CheckConstraint("ck_release_cell_table_known", "\"table\" in ('HEADLINE', 'CHANGE_MATRIX', 'PLACES', 'GROUPS_BY_QUARTER', 'REACH', 'NOTES')");
                    table.ForeignKey(
                        name: "fk_release_cell_release_release_id",
                        column: x => x.release_id,
                        principalSchema: "release",
                        principalTable: "release",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "release_population",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    release_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cell = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    interviewees = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_release_population", x => x.id);
                    table.CheckConstraint("ck_release_population_cell_known", "\"cell\" in ('AWR-F', 'AWR-O', 'AWR-C', 'CMP-F', 'CMP-O', 'CMP-C', 'COL-F', 'COL-O', 'COL-C', 'SAF-F', 'SAF-O', 'SAF-C')");
                    table.ForeignKey(
                        name: "fk_release_population_release_release_id",
                        column: x => x.release_id,
                        principalSchema: "release",
                        principalTable: "release",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_cohort",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    program_id = table.Column<Guid>(type: "uuid", nullable: false),
                    curriculum_id = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    location = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_cohort", x => x.id);
                    table.CheckConstraint("ck_training_cohort_capacity", "capacity between 1 and 500");
                    table.CheckConstraint("ck_training_cohort_language_known", "\"language\" in ('ENGLISH', 'FRENCH')");
                    table.CheckConstraint("ck_training_cohort_mode_known", "\"mode\" in ('IN_PERSON', 'VIRTUAL', 'HYBRID')");
                    table.CheckConstraint("ck_training_cohort_period", "starts_on <= ends_on");
                    table.CheckConstraint("ck_training_cohort_status_known", "\"status\" in ('PLANNED', 'OPEN', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')");
                    table.ForeignKey(
                        name: "fk_training_cohort_curriculum_curriculum_id",
                        column: x => x.curriculum_id,
                        principalSchema: "programme",
                        principalTable: "curriculum",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_training_cohort_training_program_program_id",
                        column: x => x.program_id,
                        principalSchema: "programme",
                        principalTable: "training_program",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "user_claim",
                schema: "account",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claim_user_account_user_id",
                        column: x => x.user_id,
                        principalSchema: "account",
                        principalTable: "user_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_login",
                schema: "account",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_login", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_login_user_account_user_id",
                        column: x => x.user_id,
                        principalSchema: "account",
                        principalTable: "user_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_passkey",
                schema: "account",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_user_passkey_user_account_user_id",
                        column: x => x.user_id,
                        principalSchema: "account",
                        principalTable: "user_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_token",
                schema: "account",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_token", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_token_user_account_user_id",
                        column: x => x.user_id,
                        principalSchema: "account",
                        principalTable: "user_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "group_facilitator",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_facilitator", x => x.id);
                    table.ForeignKey(
                        name: "fk_group_facilitator_intervention_group_group_id",
                        column: x => x.group_id,
                        principalSchema: "programme",
                        principalTable: "intervention_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_group_facilitator_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intervention_session",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    present_count = table.Column<int>(type: "integer", nullable: false),
                    solo_reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    adaptation_note = table.Column<string>(type: "character varying(280)", maxLength: 280, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intervention_session", x => x.id);
                    table.CheckConstraint("ck_intervention_session_minutes", "minutes is null or minutes between 1 and 600");
                    table.CheckConstraint("ck_intervention_session_number", "number >= 1");
                    table.CheckConstraint("ck_intervention_session_present", "present_count >= 0");
                    table.CheckConstraint("ck_intervention_session_solo_reason_known", "\"solo_reason\" in ('ILLNESS', 'WEATHER', 'STAFFING_GAP', 'OTHER')");
                    table.CheckConstraint("ck_intervention_session_status_known", "\"status\" in ('HELD', 'CANCELLED', 'RESCHEDULED')");
                    table.ForeignKey(
                        name: "fk_intervention_session_intervention_group_group_id",
                        column: x => x.group_id,
                        principalSchema: "programme",
                        principalTable: "intervention_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cell_synthesis",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cell = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<int>(type: "integer", nullable: true),
                    is_mixed = table.Column<bool>(type: "boolean", nullable: false),
                    suggested_status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    suggested_value = table.Column<int>(type: "integer", nullable: true),
                    suggested_mixed = table.Column<bool>(type: "boolean", nullable: false),
                    override_reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    rationale = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    confidence = table.Column<short>(type: "smallint", nullable: true),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    is_double_coded = table.Column<bool>(type: "boolean", nullable: false),
                    excerpt_count = table.Column<int>(type: "integer", nullable: false),
                    interviewee_count = table.Column<int>(type: "integer", nullable: false),
                    scale_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    codebook_major = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    algorithm_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    inputs_sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    signed_off_by = table.Column<Guid>(type: "uuid", nullable: false),
                    signed_off_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cell_synthesis", x => x.id);
                    table.CheckConstraint("ck_cell_synthesis_basis_known", "\"basis\" in ('INFERRED', 'GENERAL_STATEMENT', 'CONCRETE_EXAMPLE', 'DOCUMENTED')");
                    table.CheckConstraint("ck_cell_synthesis_cell_known", "\"cell\" in ('AWR-F', 'AWR-O', 'AWR-C', 'CMP-F', 'CMP-O', 'CMP-C', 'COL-F', 'COL-O', 'COL-C', 'SAF-F', 'SAF-O', 'SAF-C')");
                    table.CheckConstraint("ck_cell_synthesis_confidence_known", "\"confidence\" between 0 and 3");
                    table.CheckConstraint("ck_cell_synthesis_override", "((status, value, is_mixed) is not distinct from (suggested_status, suggested_value, suggested_mixed)) or length(coalesce(override_reason, '')) >= 20");
                    table.CheckConstraint("ck_cell_synthesis_range", "value is null or value between -2 and 2");
                    table.CheckConstraint("ck_cell_synthesis_scope", "(scope = 'INTERVIEW') = (interview_id is not null)");
                    table.CheckConstraint("ck_cell_synthesis_scope_known", "\"scope\" in ('INTERVIEW', 'ORGANIZATION')");
                    table.CheckConstraint("ck_cell_synthesis_status_known", "\"status\" in ('RATED', 'INSUFFICIENT_EVIDENCE', 'NOT_DISCUSSED')");
                    table.CheckConstraint("ck_cell_synthesis_suggested", "(suggested_status = 'RATED') = (suggested_value is not null)");
                    table.CheckConstraint("ck_cell_synthesis_suggested_status_known", "\"suggested_status\" in ('RATED', 'INSUFFICIENT_EVIDENCE', 'NOT_DISCUSSED')");
                    table.CheckConstraint("ck_cell_synthesis_value", "(status = 'RATED') = (value is not null)");
                    table.ForeignKey(
                        name: "fk_cell_synthesis_evaluation_wave_wave_id",
                        column: x => x.wave_id,
                        principalSchema: "evidence",
                        principalTable: "evaluation_wave",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cell_synthesis_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cell_synthesis_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consensus_unit",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    transcript_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    turn_sequence = table.Column<int>(type: "integer", nullable: false),
                    cell = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    value = table.Column<int>(type: "integer", nullable: true),
                    is_mixed = table.Column<bool>(type: "boolean", nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    excerpt_count = table.Column<int>(type: "integer", nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consensus_unit", x => x.id);
                    table.CheckConstraint("ck_consensus_unit_basis_known", "\"basis\" in ('INFERRED', 'GENERAL_STATEMENT', 'CONCRETE_EXAMPLE', 'DOCUMENTED')");
                    table.CheckConstraint("ck_consensus_unit_cell_known", "\"cell\" in ('AWR-F', 'AWR-O', 'AWR-C', 'CMP-F', 'CMP-O', 'CMP-C', 'COL-F', 'COL-O', 'COL-C', 'SAF-F', 'SAF-O', 'SAF-C')");
                    table.CheckConstraint("ck_consensus_unit_method_known", "\"method\" in ('AGREED', 'DISCUSSED', 'ADJUDICATED', 'SINGLE_CODER')");
                    table.CheckConstraint("ck_consensus_unit_outcome_known", "\"outcome\" in ('RATED', 'INSUFFICIENT_EVIDENCE', 'NOT_THIS_CELL')");
                    table.CheckConstraint("ck_consensus_unit_range", "value is null or value between -2 and 2");
                    table.CheckConstraint("ck_consensus_unit_reason", "case when method = 'ADJUDICATED' or (method = 'DISCUSSED' and outcome = 'NOT_THIS_CELL') then length(coalesce(reason, '')) >= 20 when method = 'DISCUSSED' then reason is not null else true end");
                    table.CheckConstraint("ck_consensus_unit_settled", "(outcome is null) = (method is null) and (outcome is null) = (settled_at is null) and (outcome is null) = (settled_by is null)");
                    table.CheckConstraint("ck_consensus_unit_value", "(coalesce(outcome, '') = 'RATED') = (value is not null)");
                    table.ForeignKey(
                        name: "fk_consensus_unit_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "raw_transcript",
                schema: "raw_evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    text_sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    length_code_points = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_raw_transcript", x => x.id);
                    table.ForeignKey(
                        name: "fk_raw_transcript_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reconciliation",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    transcript_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_count = table.Column<int>(type: "integer", nullable: false),
                    scale_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    codebook_major = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliation", x => x.id);
                    table.CheckConstraint("ck_reconciliation_coders", "coder_count >= 1");
                    table.ForeignKey(
                        name: "fk_reconciliation_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "transcript_version",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_number = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    text_sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    length_code_points = table.Column<int>(type: "integer", nullable: false),
                    word_count = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    deidentified_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reviewed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    review_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transcript_version", x => x.id);
                    table.CheckConstraint("ck_transcript_version_language_known", "\"language\" in ('ENGLISH', 'FRENCH')");
                    table.CheckConstraint("ck_transcript_version_review", "state <> 'RELEASED' or (reviewed_by is not null and released_at is not null and reviewed_by <> deidentified_by)");
                    table.CheckConstraint("ck_transcript_version_state_known", "\"state\" in ('DRAFT', 'IN_REVIEW', 'RELEASED', 'WITHDRAWN')");
                    table.ForeignKey(
                        name: "fk_transcript_version_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "consent_record",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interviewee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    protocol_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    consented_on = table.Column<DateOnly>(type: "date", nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    quotes_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    organization_name_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    secondary_use_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    contact_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawn_on = table.Column<DateOnly>(type: "date", nullable: true),
                    withdrawal_effect = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_record", x => x.id);
                    table.CheckConstraint("ck_consent_record_language_known", "\"language\" in ('ENGLISH', 'FRENCH')");
                    table.CheckConstraint("ck_consent_record_withdrawal", "(withdrawn_on is null) = (withdrawal_effect is null) and (withdrawn_on is null or consented_on <= withdrawn_on)");
                    table.CheckConstraint("ck_consent_record_withdrawal_effect_known", "\"withdrawal_effect\" in ('DELETE', 'RETAIN_AGGREGATE')");
                    table.ForeignKey(
                        name: "fk_consent_record_interviewee_interviewee_id",
                        column: x => x.interviewee_id,
                        principalSchema: "evidence",
                        principalTable: "interviewee",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "interview_participation",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interviewee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interview_participation", x => x.id);
                    table.ForeignKey(
                        name: "fk_interview_participation_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_interview_participation_interviewee_interviewee_id",
                        column: x => x.interviewee_id,
                        principalSchema: "evidence",
                        principalTable: "interviewee",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "interviewee_identity",
                schema: "identity_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interviewee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interviewee_identity", x => x.id);
                    table.ForeignKey(
                        name: "fk_interviewee_identity_interviewee_interviewee_id",
                        column: x => x.interviewee_id,
                        principalSchema: "evidence",
                        principalTable: "interviewee",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_interviewee_identity_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_cohort_trainer",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cohort_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_cohort_trainer", x => x.id);
                    table.CheckConstraint("ck_training_cohort_trainer_role_known", "\"role\" in ('LEAD', 'CO')");
                    table.ForeignKey(
                        name: "fk_training_cohort_trainer_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_training_cohort_trainer_training_cohort_cohort_id",
                        column: x => x.cohort_id,
                        principalSchema: "programme",
                        principalTable: "training_cohort",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_day",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cohort_id = table.Column<Guid>(type: "uuid", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    hours = table.Column<decimal>(type: "numeric(7,2)", precision: 7, scale: 2, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_day", x => x.id);
                    table.CheckConstraint("ck_training_day_hours", "hours > 0 and hours <= 24");
                    table.ForeignKey(
                        name: "fk_training_day_training_cohort_cohort_id",
                        column: x => x.cohort_id,
                        principalSchema: "programme",
                        principalTable: "training_cohort",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_enrolment",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cohort_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_enrolment", x => x.id);
                    table.CheckConstraint("ck_training_enrolment_status_known", "\"status\" in ('REGISTERED', 'WAITLISTED', 'WITHDRAWN', 'COMPLETED', 'INCOMPLETE', 'NO_SHOW')");
                    table.ForeignKey(
                        name: "fk_training_enrolment_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_training_enrolment_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_training_enrolment_training_cohort_cohort_id",
                        column: x => x.cohort_id,
                        principalSchema: "programme",
                        principalTable: "training_cohort",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fidelity_response",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fidelity_response", x => x.id);
                    table.CheckConstraint("ck_fidelity_response_item_known", "\"item\" in ('OPENING_CHECK_IN', 'TOPIC_AS_IN_MANUAL', 'PRACTICE_ACTIVITY', 'CLOSING_AND_NEXT_STEP')");
                    table.CheckConstraint("ck_fidelity_response_value_known", "\"value\" in ('FULL', 'PARTIAL', 'NOT_DONE', 'NOT_APPLICABLE')");
                    table.ForeignKey(
                        name: "fk_fidelity_response_intervention_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "programme",
                        principalTable: "intervention_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_facilitator",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_facilitator", x => x.id);
                    table.ForeignKey(
                        name: "fk_session_facilitator_intervention_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "programme",
                        principalTable: "intervention_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_session_facilitator_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deidentification_entry",
                schema: "raw_evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    raw_transcript_id = table.Column<Guid>(type: "uuid", nullable: false),
                    start_cp = table.Column<int>(type: "integer", nullable: false),
                    end_cp = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    original = table.Column<string>(type: "text", nullable: false),
                    replacement = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    dismissal_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deidentification_entry", x => x.id);
                    table.CheckConstraint("ck_deidentification_entry_decision", "(status = 'OPEN') = (decided_by is null)");
                    table.CheckConstraint("ck_deidentification_entry_dismissal", "(status = 'DISMISSED') = (dismissal_reason is not null)");
                    table.CheckConstraint("ck_deidentification_entry_kind_known", "\"kind\" in ('NAME', 'ORGANIZATION', 'PLACE', 'PHONE', 'EMAIL', 'POSTAL_CODE', 'HEALTH_NUMBER', 'DATE', 'CHILD_AGE', 'EVENT', 'OTHER')");
                    table.CheckConstraint("ck_deidentification_entry_replacement", "(status = 'REPLACED') = (replacement is not null)");
                    table.CheckConstraint("ck_deidentification_entry_source_known", "\"source\" in ('SCANNER', 'CUSTODIAN')");
                    table.CheckConstraint("ck_deidentification_entry_span", "0 <= start_cp and start_cp < end_cp");
                    table.CheckConstraint("ck_deidentification_entry_status_known", "\"status\" in ('OPEN', 'REPLACED', 'DISMISSED')");
                    table.ForeignKey(
                        name: "fk_deidentification_entry_raw_transcript_raw_transcript_id",
                        column: x => x.raw_transcript_id,
                        principalSchema: "raw_evidence",
                        principalTable: "raw_transcript",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "raw_turn",
                schema: "raw_evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    raw_transcript_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    speaker_label = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    speaker_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    shown_label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    start_cp = table.Column<int>(type: "integer", nullable: false),
                    end_cp = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_raw_turn", x => x.id);
                    table.CheckConstraint("ck_raw_turn_span", "0 <= start_cp and start_cp < end_cp");
                    table.CheckConstraint("ck_raw_turn_speaker_role_known", "\"speaker_role\" in ('INTERVIEWER', 'INTERVIEWEE')");
                    table.ForeignKey(
                        name: "fk_raw_turn_raw_transcript_raw_transcript_id",
                        column: x => x.raw_transcript_id,
                        principalSchema: "raw_evidence",
                        principalTable: "raw_transcript",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reliability_run",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reconciliation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<double>(type: "double precision", nullable: true),
                    unit_count = table.Column<int>(type: "integer", nullable: false),
                    interval_low = table.Column<double>(type: "double precision", nullable: true),
                    interval_high = table.Column<double>(type: "double precision", nullable: true),
                    seed = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reliability_run", x => x.id);
                    table.CheckConstraint("ck_reliability_run_metric_known", "\"metric\" in ('CELL_ALPHA_NOMINAL', 'CELL_PERCENT_AGREEMENT', 'CELL_GWET_AC1', 'RATING_ALPHA_ORDINAL', 'RATING_PERCENT_AGREEMENT')");
                    table.ForeignKey(
                        name: "fk_reliability_run_reconciliation_reconciliation_id",
                        column: x => x.reconciliation_id,
                        principalSchema: "evidence",
                        principalTable: "reconciliation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "content_flag",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    start_cp = table.Column<int>(type: "integer", nullable: false),
                    end_cp = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_content_flag", x => x.id);
                    table.CheckConstraint("ck_content_flag_kind_known", "\"kind\" in ('VIOLENCE_DESCRIBED', 'CHILD_HARM', 'SEXUAL_VIOLENCE', 'SELF_HARM', 'DEATH', 'COLONIAL_VIOLENCE', 'OTHER')");
                    table.CheckConstraint("ck_content_flag_span", "0 <= start_cp and start_cp < end_cp");
                    table.ForeignKey(
                        name: "fk_content_flag_transcript_version_version_id",
                        column: x => x.version_id,
                        principalSchema: "evidence",
                        principalTable: "transcript_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "interview_coding",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    transcript_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    codebook_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    set_aside_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_turn = table.Column<int>(type: "integer", nullable: false),
                    furthest_turn = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    step_number = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interview_coding", x => x.id);
                    table.ForeignKey(
                        name: "fk_interview_coding_codebook_version_codebook_version_id",
                        column: x => x.codebook_version_id,
                        principalSchema: "evidence",
                        principalTable: "codebook_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interview_coding_interview_interview_id",
                        column: x => x.interview_id,
                        principalSchema: "evidence",
                        principalTable: "interview",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_interview_coding_transcript_version_transcript_version_id",
                        column: x => x.transcript_version_id,
                        principalSchema: "evidence",
                        principalTable: "transcript_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "transcript_turn",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    speaker_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    speaker_label = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    start_cp = table.Column<int>(type: "integer", nullable: false),
                    end_cp = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transcript_turn", x => x.id);
                    table.CheckConstraint("ck_transcript_turn_span", "0 <= start_cp and start_cp < end_cp");
                    table.CheckConstraint("ck_transcript_turn_speaker_role_known", "\"speaker_role\" in ('INTERVIEWER', 'INTERVIEWEE')");
                    table.ForeignKey(
                        name: "fk_transcript_turn_transcript_version_version_id",
                        column: x => x.version_id,
                        principalSchema: "evidence",
                        principalTable: "transcript_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "certification",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source_enrolment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    revoked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    revocation_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certification", x => x.id);
                    table.CheckConstraint("ck_certification_kind_known", "\"kind\" in ('FACILITATOR', 'MASTER_TRAINER', 'T_TRAINER')");
                    table.CheckConstraint("ck_certification_period", "expires_on is null or issued_on <= expires_on");
                    table.CheckConstraint("ck_certification_revocation", "(revoked_on is null) = (revocation_reason is null)");
                    table.ForeignKey(
                        name: "fk_certification_person_person_id",
                        column: x => x.person_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_certification_training_enrolment_source_enrolment_id",
                        column: x => x.source_enrolment_id,
                        principalSchema: "programme",
                        principalTable: "training_enrolment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_attendance",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enrolment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hours_attended = table.Column<decimal>(type: "numeric(7,2)", precision: 7, scale: 2, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_attendance", x => x.id);
                    table.CheckConstraint("ck_training_attendance_hours", "hours_attended between 0 and 24");
                    table.ForeignKey(
                        name: "fk_training_attendance_training_day_day_id",
                        column: x => x.day_id,
                        principalSchema: "programme",
                        principalTable: "training_day",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_training_attendance_training_enrolment_enrolment_id",
                        column: x => x.enrolment_id,
                        principalSchema: "programme",
                        principalTable: "training_enrolment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "excerpt",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    coding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    transcript_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    start_cp = table.Column<int>(type: "integer", nullable: false),
                    end_cp = table.Column<int>(type: "integer", nullable: false),
                    quoted_text = table.Column<string>(type: "text", nullable: false),
                    text_sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    needs_context = table.Column<bool>(type: "boolean", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_excerpt", x => x.id);
                    table.CheckConstraint("ck_excerpt_span", "0 <= start_cp and start_cp < end_cp");
                    table.ForeignKey(
                        name: "fk_excerpt_interview_coding_coding_id",
                        column: x => x.coding_id,
                        principalSchema: "evidence",
                        principalTable: "interview_coding",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_excerpt_transcript_version_transcript_version_id",
                        column: x => x.transcript_version_id,
                        principalSchema: "evidence",
                        principalTable: "transcript_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "change_rating",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    excerpt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cell = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    scale_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<int>(type: "integer", nullable: true),
                    is_mixed = table.Column<bool>(type: "boolean", nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    attribution = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_rating", x => x.id);
                    table.CheckConstraint("ck_change_rating_attribution_known", "\"attribution\" in ('INITIATIVE', 'PARTLY', 'OTHER', 'UNCLEAR')");
                    table.CheckConstraint("ck_change_rating_basis", "value is null or basis is not null");
                    table.CheckConstraint("ck_change_rating_basis_known", "\"basis\" in ('INFERRED', 'GENERAL_STATEMENT', 'CONCRETE_EXAMPLE', 'DOCUMENTED')");
                    table.CheckConstraint("ck_change_rating_cell_known", "\"cell\" in ('AWR-F', 'AWR-O', 'AWR-C', 'CMP-F', 'CMP-O', 'CMP-C', 'COL-F', 'COL-O', 'COL-C', 'SAF-F', 'SAF-O', 'SAF-C')");
                    table.CheckConstraint("ck_change_rating_clear", "value is null or abs(value) < 2 or basis in ('CONCRETE_EXAMPLE', 'DOCUMENTED')");
                    table.CheckConstraint("ck_change_rating_status", "(status = 'RATED') = (value is not null)");
                    table.CheckConstraint("ck_change_rating_status_known", "\"status\" in ('RATED', 'INSUFFICIENT_EVIDENCE')");
                    table.CheckConstraint("ck_change_rating_value", "value is null or value between -2 and 2");
                    table.ForeignKey(
                        name: "fk_change_rating_excerpt_excerpt_id",
                        column: x => x.excerpt_id,
                        principalSchema: "evidence",
                        principalTable: "excerpt",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "code_application",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    excerpt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    memo = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_code_application", x => x.id);
                    table.ForeignKey(
                        name: "fk_code_application_code_code_id",
                        column: x => x.code_id,
                        principalSchema: "evidence",
                        principalTable: "code",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_code_application_excerpt_excerpt_id",
                        column: x => x.excerpt_id,
                        principalSchema: "evidence",
                        principalTable: "excerpt",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "coding_step",
                schema: "evidence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    coding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    excerpt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    before_json = table.Column<string>(type: "jsonb", nullable: false),
                    after_json = table.Column<string>(type: "jsonb", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coding_step", x => x.id);
                    table.CheckConstraint("ck_coding_step_status_known", "\"status\" in ('STANDING', 'UNDONE', 'DISCARDED')");
                    table.ForeignKey(
                        name: "fk_coding_step_excerpt_excerpt_id",
                        column: x => x.excerpt_id,
                        principalSchema: "evidence",
                        principalTable: "excerpt",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_coding_step_interview_coding_coding_id",
                        column: x => x.coding_id,
                        principalSchema: "evidence",
                        principalTable: "interview_coding",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_event_at",
                schema: "audit",
                table: "audit_event",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_event_entity_entity_id",
                schema: "audit",
                table: "audit_event",
                columns: new[] { "entity", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_cell_synthesis_interview_id_cell",
                schema: "evidence",
                table: "cell_synthesis",
                columns: new[] { "interview_id", "cell" },
                unique: true,
                filter: "scope = 'INTERVIEW' and superseded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cell_synthesis_organization_id_wave_id_cell",
                schema: "evidence",
                table: "cell_synthesis",
                columns: new[] { "organization_id", "wave_id", "cell" },
                unique: true,
                filter: "scope = 'ORGANIZATION' and superseded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cell_synthesis_wave_id",
                schema: "evidence",
                table: "cell_synthesis",
                column: "wave_id");

            migrationBuilder.CreateIndex(
                name: "ix_certification_organization_id",
                schema: "programme",
                table: "certification",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_certification_person_id",
                schema: "programme",
                table: "certification",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_certification_source_enrolment_id_kind",
                schema: "programme",
                table: "certification",
                columns: new[] { "source_enrolment_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_change_rating_excerpt_id_cell_coder_id_scale_version",
                schema: "evidence",
                table: "change_rating",
                columns: new[] { "excerpt_id", "cell", "coder_id", "scale_version" },
                unique: true,
                filter: "retired_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_change_rating_interview_id_coder_id",
                schema: "evidence",
                table: "change_rating",
                columns: new[] { "interview_id", "coder_id" });

            migrationBuilder.CreateIndex(
                name: "ix_code_codebook_version_id_key",
                schema: "evidence",
                table: "code",
                columns: new[] { "codebook_version_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_code_application_code_id",
                schema: "evidence",
                table: "code_application",
                column: "code_id");

            migrationBuilder.CreateIndex(
                name: "ix_code_application_excerpt_id_code_id",
                schema: "evidence",
                table: "code_application",
                columns: new[] { "excerpt_id", "code_id" },
                unique: true,
                filter: "retired_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_code_application_interview_id_coder_id",
                schema: "evidence",
                table: "code_application",
                columns: new[] { "interview_id", "coder_id" });

            migrationBuilder.CreateIndex(
                name: "ix_codebook_version_version_label",
                schema: "evidence",
                table: "codebook_version",
                column: "version_label",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_coder_exposure_day_coder_id_date",
                schema: "evidence",
                table: "coder_exposure_day",
                columns: new[] { "coder_id", "date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_coding_step_coding_id_number",
                schema: "evidence",
                table: "coding_step",
                columns: new[] { "coding_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_coding_step_excerpt_id",
                schema: "evidence",
                table: "coding_step",
                column: "excerpt_id");

            migrationBuilder.CreateIndex(
                name: "ix_coding_step_interview_id_coder_id",
                schema: "evidence",
                table: "coding_step",
                columns: new[] { "interview_id", "coder_id" });

            migrationBuilder.CreateIndex(
                name: "ix_consensus_unit_interview_id_turn_sequence_cell",
                schema: "evidence",
                table: "consensus_unit",
                columns: new[] { "interview_id", "turn_sequence", "cell" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consent_record_interviewee_id",
                schema: "evidence",
                table: "consent_record",
                column: "interviewee_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_flag_version_id",
                schema: "evidence",
                table: "content_flag",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_curriculum_name_en_version_label_language",
                schema: "programme",
                table: "curriculum",
                columns: new[] { "name_en", "version_label", "language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_curriculum_topic_curriculum_id_number",
                schema: "programme",
                table: "curriculum_topic",
                columns: new[] { "curriculum_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deidentification_entry_raw_transcript_id",
                schema: "raw_evidence",
                table: "deidentification_entry",
                column: "raw_transcript_id");

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_policy_version_number",
                schema: "evidence",
                table: "disclosure_policy_version",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_draft_user_id_form_key",
                schema: "app",
                table: "draft",
                columns: new[] { "user_id", "form_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_wave_name",
                schema: "evidence",
                table: "evaluation_wave",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_excerpt_coding_id",
                schema: "evidence",
                table: "excerpt",
                column: "coding_id");

            migrationBuilder.CreateIndex(
                name: "ix_excerpt_interview_id_coder_id",
                schema: "evidence",
                table: "excerpt",
                columns: new[] { "interview_id", "coder_id" });

            migrationBuilder.CreateIndex(
                name: "ix_excerpt_transcript_version_id",
                schema: "evidence",
                table: "excerpt",
                column: "transcript_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_facilitator_affiliation_organization_id_person_id",
                schema: "programme",
                table: "facilitator_affiliation",
                columns: new[] { "organization_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_facilitator_affiliation_person_id",
                schema: "programme",
                table: "facilitator_affiliation",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_response_session_id_item",
                schema: "programme",
                table: "fidelity_response",
                columns: new[] { "session_id", "item" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_facilitator_group_id_person_id",
                schema: "programme",
                table: "group_facilitator",
                columns: new[] { "group_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_facilitator_person_id",
                schema: "programme",
                table: "group_facilitator",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_group_curriculum_id",
                schema: "programme",
                table: "intervention_group",
                column: "curriculum_id");

            migrationBuilder.CreateIndex(
                name: "ix_intervention_group_organization_id_label",
                schema: "programme",
                table: "intervention_group",
                columns: new[] { "organization_id", "label" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_session_group_id_number",
                schema: "programme",
                table: "intervention_session",
                columns: new[] { "group_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_intervention_session_organization_id_held_on",
                schema: "programme",
                table: "intervention_session",
                columns: new[] { "organization_id", "held_on" });

            migrationBuilder.CreateIndex(
                name: "ix_interview_number",
                schema: "evidence",
                table: "interview",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interview_organization_id_wave_id",
                schema: "evidence",
                table: "interview",
                columns: new[] { "organization_id", "wave_id" });

            migrationBuilder.CreateIndex(
                name: "ix_interview_wave_id",
                schema: "evidence",
                table: "interview",
                column: "wave_id");

            migrationBuilder.CreateIndex(
                name: "ix_interview_coding_codebook_version_id",
                schema: "evidence",
                table: "interview_coding",
                column: "codebook_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_interview_coding_coder_id",
                schema: "evidence",
                table: "interview_coding",
                column: "coder_id");

            migrationBuilder.CreateIndex(
                name: "ix_interview_coding_interview_id_coder_id",
                schema: "evidence",
                table: "interview_coding",
                columns: new[] { "interview_id", "coder_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interview_coding_transcript_version_id",
                schema: "evidence",
                table: "interview_coding",
                column: "transcript_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_interview_participation_interview_id_interviewee_id",
                schema: "evidence",
                table: "interview_participation",
                columns: new[] { "interview_id", "interviewee_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interview_participation_interviewee_id",
                schema: "evidence",
                table: "interview_participation",
                column: "interviewee_id");

            migrationBuilder.CreateIndex(
                name: "ix_interviewee_organization_id",
                schema: "evidence",
                table: "interviewee",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_interviewee_pseudonym_code",
                schema: "evidence",
                table: "interviewee",
                column: "pseudonym_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interviewee_identity_interviewee_id",
                schema: "identity_key",
                table: "interviewee_identity",
                column: "interviewee_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_interviewee_identity_person_id",
                schema: "identity_key",
                table: "interviewee_identity",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_one_time_link_token_hash",
                schema: "account",
                table: "one_time_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_public_code",
                schema: "programme",
                table: "organization",
                column: "public_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_work_email",
                schema: "programme",
                table: "person",
                column: "work_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_raw_transcript_interview_id",
                schema: "raw_evidence",
                table: "raw_transcript",
                column: "interview_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_raw_turn_raw_transcript_id_sequence",
                schema: "raw_evidence",
                table: "raw_turn",
                columns: new[] { "raw_transcript_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reconciliation_interview_id",
                schema: "evidence",
                table: "reconciliation",
                column: "interview_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_release_number",
                schema: "release",
                table: "release",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_release_wave_id",
                schema: "release",
                table: "release",
                column: "wave_id",
                unique: true,
                filter: "state = 'PUBLISHED'");

            migrationBuilder.CreateIndex(
                name: "ix_release_cell_release_id_table_row_key_column_key",
                schema: "release",
                table: "release_cell",
                columns: new[] { "release_id", "table", "row_key", "column_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_release_population_release_id_cell",
                schema: "evidence",
                table: "release_population",
                columns: new[] { "release_id", "cell" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reliability_run_interview_id_metric",
                schema: "evidence",
                table: "reliability_run",
                columns: new[] { "interview_id", "metric" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reliability_run_reconciliation_id",
                schema: "evidence",
                table: "reliability_run",
                column: "reconciliation_id");

            migrationBuilder.CreateIndex(
                name: "ix_role_grant_user_id_role_organization_id",
                schema: "account",
                table: "role_grant",
                columns: new[] { "user_id", "role", "organization_id" },
                unique: true,
                filter: "revoked_at is null")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_session_facilitator_person_id",
                schema: "programme",
                table: "session_facilitator",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_facilitator_session_id_person_id",
                schema: "programme",
                table: "session_facilitator",
                columns: new[] { "session_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_session_user_id",
                schema: "account",
                table: "sign_in_session",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_attendance_day_id",
                schema: "programme",
                table: "training_attendance",
                column: "day_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_attendance_enrolment_id_day_id",
                schema: "programme",
                table: "training_attendance",
                columns: new[] { "enrolment_id", "day_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_attendance_organization_id",
                schema: "programme",
                table: "training_attendance",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_cohort_code",
                schema: "programme",
                table: "training_cohort",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_cohort_curriculum_id",
                schema: "programme",
                table: "training_cohort",
                column: "curriculum_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_cohort_program_id",
                schema: "programme",
                table: "training_cohort",
                column: "program_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_cohort_trainer_cohort_id_person_id",
                schema: "programme",
                table: "training_cohort_trainer",
                columns: new[] { "cohort_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_cohort_trainer_person_id",
                schema: "programme",
                table: "training_cohort_trainer",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_day_cohort_id_date",
                schema: "programme",
                table: "training_day",
                columns: new[] { "cohort_id", "date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_enrolment_cohort_id_person_id",
                schema: "programme",
                table: "training_enrolment",
                columns: new[] { "cohort_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_training_enrolment_organization_id",
                schema: "programme",
                table: "training_enrolment",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_enrolment_person_id",
                schema: "programme",
                table: "training_enrolment",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_program_name_en",
                schema: "programme",
                table: "training_program",
                column: "name_en",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_transcript_turn_version_id_sequence",
                schema: "evidence",
                table: "transcript_turn",
                columns: new[] { "version_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_transcript_version_interview_id_version_number",
                schema: "evidence",
                table: "transcript_version",
                columns: new[] { "interview_id", "version_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "email_index",
                schema: "account",
                table: "user_account",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                schema: "account",
                table: "user_account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_user_claim_user_id",
                schema: "account",
                table: "user_claim",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_login_user_id",
                schema: "account",
                table: "user_login",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_passkey_user_id",
                schema: "account",
                table: "user_passkey",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_event",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "cell_synthesis",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "certification",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "change_rating",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "code_application",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "coder_exposure_day",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "coding_step",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "consensus_unit",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "consent_record",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "content_flag",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "curriculum_topic",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "deidentification_entry",
                schema: "raw_evidence");

            migrationBuilder.DropTable(
                name: "disclosure_policy_version",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "draft",
                schema: "app");

            migrationBuilder.DropTable(
                name: "facilitator_affiliation",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "fidelity_response",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "group_facilitator",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "interview_participation",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "interviewee_identity",
                schema: "identity_key");

            migrationBuilder.DropTable(
                name: "one_time_link",
                schema: "account");

            migrationBuilder.DropTable(
                name: "raw_turn",
                schema: "raw_evidence");

            migrationBuilder.DropTable(
                name: "release_cell",
                schema: "release");

            migrationBuilder.DropTable(
                name: "release_population",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "reliability_run",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "role_grant",
                schema: "account");

            migrationBuilder.DropTable(
                name: "session_facilitator",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "sign_in_session",
                schema: "account");

            migrationBuilder.DropTable(
                name: "training_attendance",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "training_cohort_trainer",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "transcript_turn",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "user_claim",
                schema: "account");

            migrationBuilder.DropTable(
                name: "user_login",
                schema: "account");

            migrationBuilder.DropTable(
                name: "user_passkey",
                schema: "account");

            migrationBuilder.DropTable(
                name: "user_token",
                schema: "account");

            migrationBuilder.DropTable(
                name: "code",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "excerpt",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "interviewee",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "raw_transcript",
                schema: "raw_evidence");

            migrationBuilder.DropTable(
                name: "release",
                schema: "release");

            migrationBuilder.DropTable(
                name: "reconciliation",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "intervention_session",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "training_day",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "training_enrolment",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "user_account",
                schema: "account");

            migrationBuilder.DropTable(
                name: "interview_coding",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "intervention_group",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "person",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "training_cohort",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "codebook_version",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "transcript_version",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "curriculum",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "training_program",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "interview",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "evaluation_wave",
                schema: "evidence");

            migrationBuilder.DropTable(
                name: "organization",
                schema: "programme");
        }
    }
}
