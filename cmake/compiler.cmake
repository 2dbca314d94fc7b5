set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(SLUIS_CCACHE ccache)
if(SLUIS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SLUIS_CCACHE})
endif()

option(SLUIS_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(SLUIS_WERROR "Warnings are errors" ON)

# GCC 12 warns of these without cause once it optimises: in std::string and std::optional (its bugs 105651, 80635), and in
# the frames of Asio's coroutines.
set(gcc12_false_alarms -Wno-restrict -Wno-maybe-uninitialized -Wno-mismatched-new-delete)

add_library(sluis_compiler INTERFACE)
target_include_directories(sluis_compiler INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(sluis_compiler INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:${gcc12_false_alarms}>
  $<$<BOOL:${SLUIS_WERROR}>:-Werror>)
if(SLUIS_SANITIZE)
  target_compile_options(sluis_compiler INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(sluis_compiler INTERFACE -fsanitize=address,undefined)
else()
  target_compile_options(sluis_compiler INTERFACE
    -fstack-protector-strong $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  target_link_options(sluis_compiler INTERFACE -pie -Wl,-z,relro,-z,now)
endif()
