"""Abseil's own labels over Debian's static archives."""

def absl_libraries(names):
    """Declares one library per name, each standing for the whole of Abseil.

    The headers are the system's and the linker takes only the objects it needs,
    so the labels differ in name alone. They are Abseil's own, so that BUILD
    files here read, and would work, as with Abseil built from source.
    """
    for name in names:
        native.cc_library(
            name = name,
            visibility = ["//visibility:public"],
            deps = ["@system_archives//:absl"],
        )
