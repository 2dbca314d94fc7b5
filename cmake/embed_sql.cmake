# The numbered migrations of a folder, compiled into a layer, so that a program and its schema cannot come apart.
#
#   sluis_embed_sql(LAYER FOLDER)   adds a generated source to sluis_LAYER, made again when a .sql file changes.
#
# Run as a script (cmake -DFOLDER=… -DOUTPUT=… -P embed_sql.cmake) it writes that source.

if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB files ${FOLDER}/[0-9][0-9][0-9][0-9]_*.sql)
  list(SORT files)
  set(body "")
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    string(REGEX MATCH "^[0-9]+" digits ${name})
    math(EXPR number "1${digits} - 10000")
    file(READ ${file} sql)
    string(APPEND body "    Migration{${number}, \"${name}\", R\"sluis_sql(${sql})sluis_sql\"},\n")
  endforeach()
  file(WRITE ${OUTPUT}
"#include \"storage/postgres/migrations.h\"

namespace sluis::storage::postgres {
namespace {
constexpr Migration kEmbedded[] = {
${body}};
}  // namespace

std::span<const Migration> embedded_migrations() { return kEmbedded; }

}  // namespace sluis::storage::postgres
")
  return()
endif()

set(SLUIS_EMBED_SQL_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(sluis_embed_sql layer folder)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.sql)
  set(output ${CMAKE_BINARY_DIR}/generated/${layer}_embedded_schema.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_SOURCE_DIR}/${folder} -DOUTPUT=${output} -P ${SLUIS_EMBED_SQL_SCRIPT}
    DEPENDS ${files} ${SLUIS_EMBED_SQL_SCRIPT}
    VERBATIM)
  target_sources(sluis_${layer} PRIVATE ${output})
endfunction()
