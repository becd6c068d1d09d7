// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/publish.hpp"

#include <algorithm>
#include <string>

#include "base/quote.hpp"
#include "consumer/preview.hpp"
#include "consumer/publisher.hpp"
#include "consumer/site.hpp"
#include "consumer/store.hpp"
#include "policy/read_consumer.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

Result<Preview> asked_for(const Options& options) {
    Preview preview;
    if (options.zone) {
        preview.rules.zone = TRY(zone_from_argument(*options.zone));
    }
    if (options.format) {
        preview.rules.format = policy::format_from_text(*options.format);
        if (!preview.rules.format) {
            return misused("--format is signconf, zone, ds, trust-anchor or json, not " +
                           quote(*options.format));
        }
    }
    if (options.zsk) {
        preview.rules.zsk = TRY(key_id_from_argument(*options.zsk).in("--zsk"));
    }
    if (options.refresh) {
        preview.rules.refresh = Refresh::always;
    }
    preview.rules.goes_back = options.go_back;
    if (options.time && *options.time != "now") {
        preview.time = TRY(program::time_from_argument("TIME", *options.time));
    }
    return preview;
}

Outcome check_together(const Options& options, const Preview& preview) {
    const bool is_real = !options.output && !options.dry_run;
    if (preview.time && is_real) {
        return misused(
            "what is published is what is right now: another TIME goes with --dry-run "
            "or --output");
    }
    if (options.output && options.dry_run) {
        return misused("--output and --dry-run do not go together");
    }
    if ((options.refresh || options.go_back) && !is_real) {
        return misused("--refresh and --go-back do not go with --dry-run or --output");
    }
    if (options.refresh && options.go_back) {
        return misused("--refresh and --go-back do not go together");
    }
    if (options.go_back && !options.zone) {
        return misused("--go-back wants a --zone");
    }
    if (options.zsk && !options.zone) {
        return misused("--zsk wants a --zone");
    }
    return Nothing{};
}

// The store is looked at only for a zone that the configuration does not name.
Outcome check_zone_in(const policy::Configuration& configuration, const Preview& preview) {
    const auto& zone = preview.rules.zone;
    if (!zone || zones_of(configuration).contains(*zone)) {
        return Nothing{};
    }
    const Store store = TRY(Store::look_at(configuration.store));
    return check_is_here(*zone, configuration, store.state());
}

// --zone and --format are for some of the targets, and there is none of them.
Error no_target(const policy::Configuration& configuration, const Preview& preview) {
    const auto& format = preview.rules.format;
    const auto& zone = preview.rules.zone;
    std::string what;
    if (format) {
        what.append(" with format: ").append(to_string(*format));
    }
    if (zone) {
        what += " of the zone " + zone->text();
    }
    return Error{what.empty() ? Errc::configuration : Errc::usage,
                 configuration.path + ": publish: names no target" + what};
}

}  // namespace

Outcome publish(const Options& options, const program::Program& program) {
    const Preview preview = TRY(asked_for(options));
    TRY(check_together(options, preview));
    const policy::Configuration configuration = TRY(use_configuration(options, program));
    TRY(check_zone_in(configuration, preview));
    if (options.output) {
        return write_planned(configuration, preview, *options.output, program);
    }
    const bool has_target =
        std::any_of(configuration.publish.begin(), configuration.publish.end(),
                    [&](const policy::Target& target) { return preview.rules.is_for(target); });
    if (!has_target) {
        return no_target(configuration, preview);
    }
    return options.dry_run ? show_difference(configuration, preview, program)
                           : publish_what_is_due(configuration, preview.rules, program);
}

}  // namespace ceremony::consumer
