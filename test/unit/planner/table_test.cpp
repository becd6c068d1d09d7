// SPDX-License-Identifier: BSD-3-Clause

#include "planner/table.hpp"

#include "support/printing.hpp"

using ceremony::planner::Table;

TEST_CASE("table: a column is as wide as its widest cell", "[planner][table]") {
    Table table({"", "from", "until", "keys"});
    table.add({"1", "2027-12-03 11:31:06", "2028-01-31 00:00", "K1"});
    table.add({"2-12", "2028-01-31 00:00", "2028-02-01 00:00"});
    table.add({"13", "", "2028-02-01 00:00", "K2 Z1"});
    CHECK(table.text() ==
          "       from                until            keys\n"
          "  1    2027-12-03 11:31:06 2028-01-31 00:00 K1\n"
          "  2-12 2028-01-31 00:00    2028-02-01 00:00\n"
          "  13                       2028-02-01 00:00 K2 Z1\n");
}

TEST_CASE("table: without rows there are the heads", "[planner][table]") {
    CHECK(Table({"a", "b"}).text() == "  a b\n");
    CHECK(Table({""}).text() == "\n");
}
