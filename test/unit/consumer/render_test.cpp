// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/render.hpp"

#include "support/temp_folder.hpp"
#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::consumer::Material;
using ceremony::consumer::render;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::sample_keyset;
using ceremony::test::TempFolder;

namespace {

const keysets::Keyset& keyset() {
    static const keysets::Keyset keyset = sample_keyset();
    return keyset;
}

Material material() {
    return {keyset(), nullptr, {}, {std::nullopt, {}, must(UtcTime::from_text("2027-01-02"))}};
}

policy::Target target_with(policy::Format format) {
    policy::Target target;
    target.zone = keyset().zone;
    target.format = format;
    target.file = "/etc/nl.xml";
    return target;
}

}  // namespace

TEST_CASE("render: a signer configuration is made from the one that is there",
          "[consumer][render]") {
    const policy::Target target = target_with(policy::Format::signconf);
    const std::string frame = read_vector_file("signers/frame.xml");
    CHECK(must(render(material(), target, frame)) == read_vector_file("signers/signconf.xml"));
    const auto broken = render(material(), target, "<x>");
    CHECK_THAT(broken.error().message(), Catch::StartsWith("/etc/nl.xml:1:"));
}

TEST_CASE("render: or from a template", "[consumer][render]") {
    const TempFolder folder;
    policy::Target target = target_with(policy::Format::signconf);
    const auto none = render(material(), target, std::nullopt);
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().code() == Errc::not_found);
    CHECK(none.error().message() ==
          "\"/etc/nl.xml\": is not there, and there is no template for it");
    target.from_template = folder / "template.xml";
    CHECK(render(material(), target, std::nullopt).error().code() == Errc::not_found);
    static_cast<void>(folder.file("template.xml", read_vector_file("signers/frame.xml")));
    CHECK(must(render(material(), target, std::nullopt)) ==
          read_vector_file("signers/signconf.xml"));
}

TEST_CASE("render: every other format stands for itself", "[consumer][render]") {
    const auto text = [](policy::Format format) {
        return must(render(material(), target_with(format), "what was there"));
    };
    CHECK(text(policy::Format::zone) == read_vector_file("signers/records"));
    CHECK(text(policy::Format::ds) ==
          "; DS records of example.\n"
          "; NOT PLANNED: nothing says when the parent may have which. Those of the KSKs\n"
          "; that sign the key set now:\n"
          "; example. IN DS 5346 13 2 "
          "80C309DF2BAD87B381B759957DCBCAFFB3F9B44AF70A149EB6C21B94F258C606\n");
    CHECK_THAT(text(policy::Format::trust_anchor),
               Catch::Contains("<TrustAnchor id=\"abab") &&
                   Catch::Contains("source=\"cooked recipe with the SHA-256 abab") &&
                   Catch::Contains("<KeyTag>5346</KeyTag>"));
    CHECK_THAT(text(policy::Format::json), Catch::StartsWith("{\n  \"zone\": \"example.\",\n"));
}

TEST_CASE("render: with a plan, what it announces", "[consumer][render]") {
    timeline::ZonePlan plan;
    plan.zone = keyset().zone;
    Material planned = material();
    planned.plan = &plan;
    CHECK(must(render(planned, target_with(policy::Format::ds), std::nullopt)) ==
          "; DS records of example.\n; no DS record: the zone is not secure\n");
    CHECK(render(planned, target_with(policy::Format::trust_anchor), std::nullopt).error().code() ==
          Errc::semantics);
    CHECK_THAT(must(render(planned, target_with(policy::Format::json), std::nullopt)),
               Catch::EndsWith("\"trustAnchors\": []\n}\n"));
}
