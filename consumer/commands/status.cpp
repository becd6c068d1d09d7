// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/status.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.hpp"
#include "base/write_file.hpp"
#include "consumer/holdings.hpp"
#include "consumer/outlook.hpp"
#include "consumer/output_file.hpp"
#include "consumer/site.hpp"
#include "consumer/status_text.hpp"
#include "consumer/store.hpp"
#include "program/times.hpp"
#include "recipe/writer.hpp"

namespace ceremony::consumer {

namespace {

struct Report {
    UtcTime now;
    std::vector<Outlook> zones;
    std::string alarm;             ///< about the runs of publish; empty: they go well
    Outcome is_known = Nothing{};  ///< or why nothing is
    std::optional<UtcTime> last_success;
    std::optional<UtcTime> last_run;
};

Result<Report> read_report(const Options& options, const program::Program& program) {
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    Report report;
    report.now = TRY(program.clock());
    const Store store = TRY(Store::look_at(configuration.store));
    report.zones = TRY(outlooks(configuration, store, report.now));
    report.alarm = look_at_runs(configuration, store.state(), report.now).alarm;
    report.is_known = store.check_is_there();
    if (!report.is_known.ok() && report.zones.empty()) {
        report.alarm = report.is_known.error().message();  // else each zone tells it
    }
    report.last_success = store.state().last_success;
    report.last_run = store.state().last_clock;
    return report;
}

// --- for machines

std::string json_of(const Report& report) {
    recipe::Writer out(recipe::SpecVersion::v1_1);
    out.begin_object();
    out.member("now", report.now);
    out.member("lastRun", report.last_run);
    out.member("lastSuccess", report.last_success);
    out.member_unless({}, "alarm", report.alarm);
    out.name("zones");
    out.begin_array();
    for (const Outlook& outlook : report.zones) {
        out.begin_object();
        out.member("zone", outlook.zone);
        if (outlook.published) {
            out.name("published");
            out.begin_object();
            out.member("sha256", outlook.published->set.file);
            out.member("sequence", outlook.published->sequence);
            out.member("track", outlook.published->set.track.text());
            out.member("stage", outlook.published->set.stage);
            out.member("from", outlook.published->set.from);
            out.member("since", outlook.published->since);
            out.member("expiration", outlook.published->expiration);
            out.end();
        }
        out.member("due", outlook.is_due);
        out.member_unless({}, "alarm", outlook.alarm);
        out.name("next");
        out.begin_array();
        for (const Prospect& prospect : outlook.next) {
            out.begin_object();
            out.member("at", prospect.at);
            out.member("who", prospect.who);
            out.member("what", prospect.what);
            out.end();
        }
        out.end();
        out.member("end", outlook.end);
        out.end();
    }
    out.end();
    out.end();
    return out.take();
}

// Label values: the text format 0.0.4 of Prometheus.
std::string label(const dns::Name& zone) {
    std::string text;
    for (const char c : zone.text()) {
        text += c == '\\' || c == '"' ? std::string("\\") + c : std::string(1, c);
    }
    return "{zone=\"" + text + "\"} ";
}

template <typename Value>
std::string metric(const std::string& name,
                   const std::string& help,
                   const std::vector<Outlook>& zones,
                   Value value) {
    std::string text;
    for (const Outlook& outlook : zones) {
        const std::optional<std::int64_t> number = value(outlook);
        if (number) {
            text += name + label(outlook.zone) + std::to_string(*number) + "\n";
        }
    }
    return text.empty() ? ""
                        : "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n" + text;
}

std::string metric(const std::string& name,
                   const std::string& help,
                   const std::optional<UtcTime>& time) {
    return time ? "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n" + name + " " +
                      std::to_string(time->seconds()) + "\n"
                : "";
}

std::string metrics_of(const Report& report) {
    using Number = std::optional<std::int64_t>;
    std::string text;
    text += metric(
        "ceremony_published_expiration_timestamp_seconds",
        "When the signatures of the published key set end.", report.zones, [](const Outlook& one) {
            return one.published ? Number(one.published->expiration.seconds()) : std::nullopt;
        });
    text += metric(
        "ceremony_end_timestamp_seconds", "When the zone goes bogus if nobody does anything.",
        report.zones,
        [](const Outlook& one) { return one.end ? Number(one.end->seconds()) : std::nullopt; });
    text += metric("ceremony_published_sequence", "The ceremony that made the published key set.",
                   report.zones, [](const Outlook& one) {
                       return one.published ? Number(one.published->sequence) : std::nullopt;
                   });
    const bool is_alarm = !report.alarm.empty();
    text += metric("ceremony_alarm", "1 when people have to know something.", report.zones,
                   [is_alarm](const Outlook& one) {
                       const bool is_its_own = one.has_target && is_alarm;
                       return Number(one.alarm.empty() && !is_its_own ? 0 : 1);
                   });
    return text +
           metric("ceremony_last_success_timestamp_seconds", "When all that was due was published.",
                  report.last_success) +
           metric("ceremony_last_run_timestamp_seconds", "When consumer publish ran last.",
                  report.last_run);
}

// --- for a monitoring system

// The numbers are the statuses of monitoring plugins.
enum class Level : std::uint8_t {
    ok = 0,
    warning = 1,
    critical = 2,
    unknown = 3
};

struct Thresholds {
    std::int64_t warning = 0;
    std::int64_t critical = 0;
};

Result<std::int64_t> seconds_of(const std::string& option, const std::string& text) {
    const auto duration = Duration::from_text(text);
    if (!duration.ok()) {
        return misused(option + ": " + duration.error().message());
    }
    return duration.value().fixed_seconds().in(option);
}

Result<Thresholds> thresholds_of(const Options& options) {
    Thresholds thresholds;
    thresholds.warning = TRY(seconds_of("--warning", options.warning));
    thresholds.critical = TRY(seconds_of("--critical", options.critical));
    if (thresholds.critical > thresholds.warning) {
        return misused("--critical is more than --warning");
    }
    return thresholds;
}

struct Finding {
    Level level = Level::ok;
    std::string text;
};

Finding finding_of(const Outlook& outlook, const Thresholds& thresholds, UtcTime now) {
    const std::string name = outlook.zone.text();
    if (!outlook.published || !outlook.end) {
        return {Level::warning, name +
                                    (outlook.has_nothing ? " was never published"
                                                         : " is not published by this clock") +
                                    (outlook.alarm.empty() ? "" : ": " + outlook.alarm)};
    }
    if (outlook.published->expiration <= now) {
        return {Level::critical,
                name + " expired " + program::short_text(outlook.published->expiration)};
    }
    const std::string due = outlook.is_due ? "a set is due" : "";
    const std::string& reason = outlook.alarm.empty() ? due : outlook.alarm;
    const std::int64_t left = outlook.end->seconds() - now.seconds();
    if (left < thresholds.warning) {
        return {left < thresholds.critical ? Level::critical : Level::warning,
                name +
                    (left > 0 ? " ends in " + program::short_length(left)
                              : " ended " + program::short_text(*outlook.end)) +
                    (reason.empty() ? "" : ": " + reason)};
    }
    return reason.empty() ? Finding() : Finding{Level::warning, name + ": " + reason};
}

// As an octet in the name of a zone.
std::string three_digits(char c) {
    const std::string digits = std::to_string(static_cast<unsigned char>(c));
    return "\\" + std::string(3 - digits.size(), '0') + digits;
}

// `text` with each of `marks` written so.
std::string escaped(const std::string& text, std::string_view marks) {
    std::string plain;
    for (const char c : text) {
        const bool is_mark = marks.find(c) != std::string_view::npos;
        plain += is_mark ? three_digits(c) : std::string(1, c);
    }
    return plain;
}

// In the line of a plugin a bar ends the text, and a quote a name in the data behind it.
std::string plain_text(const std::string& text) {
    return escaped(text, "|");
}

std::string performance(const Outlook& outlook, const Thresholds& thresholds, UtcTime now) {
    if (!outlook.end) {
        return "";
    }
    return " '" + escaped(outlook.zone.text(), "|'") +
           "'=" + std::to_string(outlook.end->seconds() - now.seconds()) + "s;" +
           std::to_string(thresholds.warning) + ":;" + std::to_string(thresholds.critical) + ":";
}

std::string level_text(Level level) {
    switch (level) {
        case Level::ok:
            return "OK";
        case Level::warning:
            return "WARNING";
        case Level::critical:
            return "CRITICAL";
        case Level::unknown:
            return "UNKNOWN";
    }
    return "";
}

// Those that this host publishes, or has published. Where it publishes none, people do it, with
// --output.
std::vector<Outlook> judged_zones(const Report& report) {
    std::vector<Outlook> zones = report.zones;
    const auto is_ours = [](const Outlook& outlook) {
        return outlook.has_target || outlook.is_left;
    };
    if (std::any_of(zones.begin(), zones.end(), is_ours)) {
        std::erase_if(zones, [&is_ours](const Outlook& outlook) { return !is_ours(outlook); });
    }
    return zones;
}

struct Verdict {
    Level level = Level::ok;
    std::string line;
};

Result<Verdict> judge(const Options& options, const program::Program& program) {
    const Thresholds thresholds = TRY(thresholds_of(options));
    const Report report = TRY(read_report(options, program));
    TRY(report.is_known);
    Verdict verdict;
    std::string findings = report.alarm;
    std::string data;
    verdict.level = findings.empty() ? Level::ok : Level::warning;
    for (const Outlook& outlook : judged_zones(report)) {
        const Finding finding = finding_of(outlook, thresholds, report.now);
        verdict.level = std::max(verdict.level, finding.level);
        if (!finding.text.empty()) {
            findings += (findings.empty() ? "" : "; ") + finding.text;
        }
        data += performance(outlook, thresholds, report.now);
    }
    const std::size_t count = judged_zones(report).size();
    if (count == 0) {
        verdict.level = Level::unknown;
        findings = "there are no zones";
    } else if (findings.empty()) {
        findings =
            std::to_string(count) + (count == 1 ? " zone is as planned" : " zones are as planned");
    }
    verdict.line = "CEREMONY " + level_text(verdict.level) + " - " + plain_text(findings) +
                   (data.empty() ? "" : " |" + data) + "\n";
    return verdict;
}

}  // namespace

Outcome status(const Options& options, const program::Program& program) {
    if (options.prometheus) {
        TRY(check_output_file(TRY(configuration_of(options)), *options.prometheus));
    }
    const Report report = TRY(read_report(options, program));
    if (options.prometheus) {
        constexpr unsigned mode = 0644;
        return write_file(*options.prometheus, metrics_of(report),
                          {Existing::replace, Links::refuse, mode});
    }
    if (options.json) {
        return program.out(json_of(report));
    }
    std::string text = report.alarm.empty() ? "" : report.alarm + "\n";
    for (const Outlook& outlook : report.zones) {
        text += status_text(outlook, report.now);
    }
    return program.out(text.empty() ? "There are no zones\n" : text);
}

int nagios_status(const Options& options, const program::Program& program) {
    const auto verdict = judge(options, program);
    const std::string line =
        verdict.ok() ? verdict.value().line
                     : "CEREMONY UNKNOWN - " + plain_text(verdict.error().message()) + "\n";
    const bool is_told = program.out(line).ok();
    const Level level = verdict.ok() && is_told ? verdict.value().level : Level::unknown;
    return static_cast<int>(level);
}

}  // namespace ceremony::consumer
