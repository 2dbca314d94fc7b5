# Each library Sluis takes, under the short name that sluis_layer(... USES ...) knows.
# docs/decisions/ says why each is here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(sluis_package name)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${ARGN})
  add_library(dep_${name} INTERFACE)
  target_link_libraries(dep_${name} INTERFACE PkgConfig::${name})
endfunction()

function(sluis_headers name)
  add_library(dep_${name} INTERFACE)
  target_link_libraries(dep_${name} INTERFACE ${ARGN})
endfunction()

sluis_package(gnutls gnutls>=3.7)
sluis_package(pq libpq>=15)
sluis_package(ldap ldap)
sluis_package(curl libcurl)
sluis_package(ICU icu-uc icu-i18n)
sluis_package(re2 re2)
sluis_package(poppler poppler-cpp poppler)
sluis_package(qpdf libqpdf)
sluis_package(archive libarchive)
sluis_package(tesseract tesseract)
sluis_package(leptonica lept)
sluis_package(pugixml pugixml)
sluis_package(xml2 libxml-2.0)
sluis_package(seccomp libseccomp)
sluis_package(systemd libsystemd)
sluis_package(microhttpd libmicrohttpd)
sluis_package(ctemplate libctemplate)
sluis_package(spdlog spdlog)
sluis_headers(mimetic mimetic)        # ships no .pc file
sluis_headers(asio Threads::Threads)
sluis_headers(gif gif)    # ships no .pc file
sluis_headers(gomp gomp)  # what tesseract computes with; gateway/scan/ocr/engine.cpp holds it to one thread
sluis_headers(toml)
sluis_headers(expected)
sluis_headers(cli11)
sluis_headers(json)
# Asio 1.22 finds out about aligned_alloc by what was included before it, so two files may disagree on who frees what.
target_compile_definitions(dep_asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED ASIO_HAS_STD_ALIGNED_ALLOC=1)
# qpdf's headers want to be told that its old pointers are not used.
target_compile_definitions(dep_qpdf INTERFACE POINTERHOLDER_TRANSITION=4)
