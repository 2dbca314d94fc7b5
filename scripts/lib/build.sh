# Building with CMake presets. Sourced, not run.

# build_preset PRESET [CMAKE-OPTION…] [-- TARGET…] : configures and builds below build/PRESET.
build_preset() {
    local preset=$1 options=() targets=()
    shift
    while [ $# -gt 0 ] && [ "$1" != "--" ]; do options+=("$1"); shift; done
    if [ $# -gt 0 ]; then
        shift
        for target in "$@"; do targets+=(--target "$target"); done
    fi
    # Folders of several presets share what they compile alike.
    mkdir -p build
    export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
    cmake --preset "$preset" "${options[@]}" >"build/$preset.log" 2>&1 || { cat "build/$preset.log"; return 1; }
    rm -f "build/$preset.log"
    cmake --build --preset "$preset" "${targets[@]}"
}
