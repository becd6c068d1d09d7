// SPDX-License-Identifier: BSD-3-Clause

#include "base/wordlist.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/quote.hpp"

namespace ceremony {

namespace {

using WordList = std::array<std::string_view, 256>;

// At even positions: two syllables.
constexpr WordList even_words = {
    "aardvark",  "absurd",    "accrue",    "acme",      "adrift",    "adult",     "afflict",
    "ahead",     "aimless",   "algol",     "allow",     "alone",     "ammo",      "ancient",
    "apple",     "artist",    "assume",    "athens",    "atlas",     "aztec",     "baboon",
    "backfield", "backward",  "banjo",     "beaming",   "bedlamp",   "beehive",   "beeswax",
    "befriend",  "belfast",   "berserk",   "billiard",  "bison",     "blackjack", "blockade",
    "blowtorch", "bluebird",  "bombast",   "bookshelf", "brackish",  "breadline", "breakup",
    "brickyard", "briefcase", "burbank",   "button",    "buzzard",   "cement",    "chairlift",
    "chatter",   "checkup",   "chisel",    "choking",   "chopper",   "christmas", "clamshell",
    "classic",   "classroom", "cleanup",   "clockwork", "cobra",     "commence",  "concert",
    "cowbell",   "crackdown", "cranky",    "crowfoot",  "crucial",   "crumpled",  "crusade",
    "cubic",     "dashboard", "deadbolt",  "deckhand",  "dogsled",   "dragnet",   "drainage",
    "dreadful",  "drifter",   "dropper",   "drumbeat",  "drunken",   "dupont",    "dwelling",
    "eating",    "edict",     "egghead",   "eightball", "endorse",   "endow",     "enlist",
    "erase",     "escape",    "exceed",    "eyeglass",  "eyetooth",  "facial",    "fallout",
    "flagpole",  "flatfoot",  "flytrap",   "fracture",  "framework", "freedom",   "frighten",
    "gazelle",   "geiger",    "glitter",   "glucose",   "goggles",   "goldfish",  "gremlin",
    "guidance",  "hamlet",    "highchair", "hockey",    "indoors",   "indulge",   "inverse",
    "involve",   "island",    "jawbone",   "keyboard",  "kickoff",   "kiwi",      "klaxon",
    "locale",    "lockup",    "merit",     "minnow",    "miser",     "mohawk",    "mural",
    "music",     "necklace",  "neptune",   "newborn",   "nightbird", "oakland",   "obtuse",
    "offload",   "optic",     "orca",      "payday",    "peachy",    "pheasant",  "physique",
    "playhouse", "pluto",     "preclude",  "prefer",    "preshrunk", "printer",   "prowler",
    "pupil",     "puppy",     "python",    "quadrant",  "quiver",    "quota",     "ragtime",
    "ratchet",   "rebirth",   "reform",    "regain",    "reindeer",  "rematch",   "repay",
    "retouch",   "revenge",   "reward",    "rhythm",    "ribcage",   "ringbolt",  "robust",
    "rocker",    "ruffled",   "sailboat",  "sawdust",   "scallion",  "scenic",    "scorecard",
    "scotland",  "seabird",   "select",    "sentence",  "shadow",    "shamrock",  "showgirl",
    "skullcap",  "skydive",   "slingshot", "slowdown",  "snapline",  "snapshot",  "snowcap",
    "snowslide", "solo",      "southward", "soybean",   "spaniel",   "spearhead", "spellbind",
    "spheroid",  "spigot",    "spindle",   "spyglass",  "stagehand", "stagnate",  "stairway",
    "standard",  "stapler",   "steamship", "sterling",  "stockman",  "stopwatch", "stormy",
    "sugar",     "surmount",  "suspense",  "sweatband", "swelter",   "tactics",   "talon",
    "tapeworm",  "tempest",   "tiger",     "tissue",    "tonic",     "topmost",   "tracker",
    "transit",   "trauma",    "treadmill", "trojan",    "trouble",   "tumor",     "tunnel",
    "tycoon",    "uncut",     "unearth",   "unwind",    "uproot",    "upset",     "upshot",
    "vapor",     "village",   "virus",     "vulcan",    "waffle",    "wallet",    "watchword",
    "wayside",   "willow",    "woodlark",  "zulu",
};

// At odd positions: three syllables.
constexpr WordList odd_words = {
    "adroitness",  "adviser",     "aftermath",   "aggregate",   "alkali",     "almighty",
    "amulet",      "amusement",   "antenna",     "applicant",   "apollo",     "armistice",
    "article",     "asteroid",    "atlantic",    "atmosphere",  "autopsy",    "babylon",
    "backwater",   "barbecue",    "belowground", "bifocals",    "bodyguard",  "bookseller",
    "borderline",  "bottomless",  "bradbury",    "bravado",     "brazilian",  "breakaway",
    "burlington",  "businessman", "butterfat",   "camelot",     "candidate",  "cannonball",
    "capricorn",   "caravan",     "caretaker",   "celebrate",   "cellulose",  "certify",
    "chambermaid", "cherokee",    "chicago",     "clergyman",   "coherence",  "combustion",
    "commando",    "company",     "component",   "concurrent",  "confidence", "conformist",
    "congregate",  "consensus",   "consulting",  "corporate",   "corrosion",  "councilman",
    "crossover",   "crucifix",    "cumbersome",  "customer",    "dakota",     "decadence",
    "december",    "decimal",     "designing",   "detector",    "detergent",  "determine",
    "dictator",    "dinosaur",    "direction",   "disable",     "disbelief",  "disruptive",
    "distortion",  "document",    "embezzle",    "enchanting",  "enrollment", "enterprise",
    "equation",    "equipment",   "escapade",    "eskimo",      "everyday",   "examine",
    "existence",   "exodus",      "fascinate",   "filament",    "finicky",    "forever",
    "fortitude",   "frequency",   "gadgetry",    "galveston",   "getaway",    "glossary",
    "gossamer",    "graduate",    "gravity",     "guitarist",   "hamburger",  "hamilton",
    "handiwork",   "hazardous",   "headwaters",  "hemisphere",  "hesitate",   "hideaway",
    "holiness",    "hurricane",   "hydraulic",   "impartial",   "impetus",    "inception",
    "indigo",      "inertia",     "infancy",     "inferno",     "informant",  "insincere",
    "insurgent",   "integrate",   "intention",   "inventive",   "istanbul",   "jamaica",
    "jupiter",     "leprosy",     "letterhead",  "liberty",     "maritime",   "matchmaker",
    "maverick",    "medusa",      "megaton",     "microscope",  "microwave",  "midsummer",
    "millionaire", "miracle",     "misnomer",    "molasses",    "molecule",   "montana",
    "monument",    "mosquito",    "narrative",   "nebula",      "newsletter", "norwegian",
    "october",     "ohio",        "onlooker",    "opulent",     "orlando",    "outfielder",
    "pacific",     "pandemic",    "pandora",     "paperweight", "paragon",    "paragraph",
    "paramount",   "passenger",   "pedigree",    "pegasus",     "penetrate",  "perceptive",
    "performance", "pharmacy",    "phonetic",    "photograph",  "pioneer",    "pocketful",
    "politeness",  "positive",    "potato",      "processor",   "provincial", "proximate",
    "puberty",     "publisher",   "pyramid",     "quantity",    "racketeer",  "rebellion",
    "recipe",      "recover",     "repellent",   "replica",     "reproduce",  "resistor",
    "responsive",  "retraction",  "retrieval",   "retrospect",  "revenue",    "revival",
    "revolver",    "sandalwood",  "sardonic",    "saturday",    "savagery",   "scavenger",
    "sensation",   "sociable",    "souvenir",    "specialist",  "speculate",  "stethoscope",
    "stupendous",  "supportive",  "surrender",   "suspicious",  "sympathy",   "tambourine",
    "telephone",   "therapist",   "tobacco",     "tolerance",   "tomorrow",   "torpedo",
    "tradition",   "travesty",    "trombonist",  "truncated",   "typewriter", "ultimate",
    "undaunted",   "underfoot",   "unicorn",     "unify",       "universe",   "unravel",
    "upcoming",    "vacancy",     "vagabond",    "vertigo",     "virginia",   "visitor",
    "vocalist",    "voyager",     "warranty",    "waterloo",    "whimsical",  "wichita",
    "wilmington",  "wyoming",     "yesteryear",  "yucatan",
};

const WordList& list_at(std::size_t position) {
    return position % 2 == 0 ? even_words : odd_words;
}

bool is_space(char character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
}

// The octet of `word` at `position`, which counts from 0.
Result<Byte> octet_of(std::string_view word, std::size_t position) {
    const auto is_same = [word](std::string_view known) {
        return std::equal(word.begin(), word.end(), known.begin(), known.end(),
                          [](char a, char b) { return lower(a) == b; });
    };
    const WordList& list = list_at(position);
    const auto* const found = std::find_if(list.begin(), list.end(), is_same);
    if (found != list.end()) {
        return static_cast<Byte>(found - list.begin());
    }
    const std::string subject = "word " + std::to_string(position + 1) + ", " + quote(word) + ", ";
    const WordList& other = list_at(position + 1);
    if (std::any_of(other.begin(), other.end(), is_same)) {
        return Error{Errc::syntax,
                     subject + "cannot stand there: a word before it is missing or too many"};
    }
    return Error{Errc::syntax, subject + "is not in the word list"};
}

}  // namespace

std::vector<std::string> words_of(ByteView octets) {
    std::vector<std::string> words;
    words.reserve(octets.size());
    for (const Byte octet : octets) {
        words.emplace_back(list_at(words.size())[octet]);
    }
    return words;
}

std::string print_words(ByteView octets) {
    std::string text;
    for (const std::string& word : words_of(octets)) {
        text.append(text.empty() ? "" : " ").append(word);
    }
    return text;
}

Result<Bytes> read_words(std::string_view text) {
    Bytes octets;
    const char* const end = text.data() + text.size();
    for (const char* start = std::find_if_not(text.data(), end, is_space); start != end;
         start = std::find_if_not(start, end, is_space)) {
        const char* const stop = std::find_if(start, end, is_space);
        octets.push_back(TRY(octet_of({start, stop}, octets.size())));
        start = stop;
    }
    return octets;
}

}  // namespace ceremony
