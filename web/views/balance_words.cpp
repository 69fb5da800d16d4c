#include "balance_words.hpp"

#include "words.hpp"

namespace creditcast::web {

std::string_view mark_note(BalanceMark::Kind kind) {
  switch (kind) {
    case BalanceMark::Kind::refresh: return tr("New credits come on this day.");
    case BalanceMark::Kind::expiry: return tr("What is left of an earlier grant expires.");
    case BalanceMark::Kind::purchase: return tr("Of the futures that ever buy, half have bought by now.");
    case BalanceMark::Kind::run_out: return tr("Of the futures that ever run out, half have by now.");
  }
  return "";
}

std::string balance_title(const Catalog& catalog, const std::string& id, const std::string& unit) {
  const Pool* pool = find_pool(catalog, id);
  const std::string name = pool != nullptr ? pool->name : id;
  return name.find(unit) != std::string::npos ? tr("Balance: {0}", {name}) : tr("Balance: {0}, in {1}", {name, unit});
}

}  // namespace creditcast::web
