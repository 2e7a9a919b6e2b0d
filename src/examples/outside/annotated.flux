// A table written as annotated CSV in the script itself.
import "csv"

data =
    "
#datatype,string,long,dateTime:RFC3339,string,double
#group,false,false,false,true,false
#default,_result,,,,
,result,table,_time,host,_value
,,0,2024-05-01T00:00:00Z,a,1.5
,,0,2024-05-01T00:01:00Z,a,
,,1,2024-05-01T00:00:00Z,b,4
"

csv.from(csv: data)
    |> last()
