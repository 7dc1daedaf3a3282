#include "runtime/objects.h"

namespace pyjit {

const ExtensionInfo Complex::kExtension = {sizeof(Complex), 0, nullptr};

}  // namespace pyjit
