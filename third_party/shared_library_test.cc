#include <dlfcn.h>

#include <string>

#include "gtest/gtest.h"

namespace {

constexpr char kLibrary[] = "third_party/libshared_library_probe.so";

TEST(SharedLibraryTest, HoldsWorkingCopiesOfItsLibraries) {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  auto probe = reinterpret_cast<int (*)()>(dlsym(library, "PyjitProbe"));
  ASSERT_NE(probe, nullptr) << dlerror();
  EXPECT_EQ(probe(), 0);
}

TEST(SharedLibraryTest, KeepsThemToItself) {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  for (const char* symbol : {"__gmpz_init", "__gmpn_add_n",
                             "_ZNSt6localeC1Ev", "_ZSt4cout"}) {
    EXPECT_EQ(dlsym(library, symbol), nullptr) << symbol;
  }
}

}  // namespace
